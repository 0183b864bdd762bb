import { WorkshopError } from '../errors.ts';

/**
 * Merges `.env.example` files. A setting and the comment above it form one block; blocks are sorted by name. Throws
 * `failed` when two files disagree on a block.
 */
export function mergeEnvExample(texts: readonly string[]): string {
  const blocks = new Map<string, string>();
  for (const [name, block] of texts.flatMap((text) => [...blocksOf(text)])) {
    const other = blocks.get(name);
    if (other !== undefined && other !== block) {
      throw new WorkshopError('failed', `Two layers disagree on ${name} in .env.example.`);
    }
    blocks.set(name, block);
  }
  return [...blocks.keys()]
    .sort()
    .map((name) => `${blocks.get(name)}\n`)
    .join('\n');
}

/** The text before the first blank line belongs to the file (its block has the name ''), unless it holds a setting. */
function blocksOf(text: string): Map<string, string> {
  const blocks = new Map<string, string>();
  for (const block of text.split(/\n\s*\n/)) {
    const trimmed = block.trim();
    if (trimmed === '') continue;
    const setting = /^#?\s?([A-Z][A-Z0-9_]*)=/m.exec(trimmed);
    blocks.set(setting?.[1] ?? '', trimmed);
  }
  return blocks;
}
