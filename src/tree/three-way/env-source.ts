import { plainText } from './line-endings.ts';

/**
 * A setting with the comment above it. `value` is its line: `# PORT=3000` is a setting that is off, `PORT=3000` one
 * that is on.
 */
export type Setting = {
  readonly name: string;
  readonly comment: readonly string[];
  readonly line: string;
  readonly value: string;
};

/** A setting, or a line that belongs to no setting: blank, or a comment about the file. */
export type EnvPart = Setting | { readonly loose: string };

/** An `.env.example` after reading: its parts in order, and its settings by name. */
export type EnvSource = {
  readonly parts: readonly EnvPart[];
  readonly settings: ReadonlyMap<string, Setting>;
  /** Whether the last line has a line ending. */
  readonly ended: boolean;
};

const on = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=/;
const off = /^#\s?([A-Z][A-Z0-9_]*)=/;

/**
 * Reads an `.env.example`. Answers `undefined` when it holds a setting twice, or a line that is neither a setting nor a
 * comment.
 */
export function readEnvExample(raw: string): EnvSource | undefined {
  const { text } = plainText(raw);
  const ended = text === '' || text.endsWith('\n');
  const lines = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n');
  const parts: EnvPart[] = [];
  const settings = new Map<string, Setting>();
  let comment: string[] = [];
  for (const line of lines) {
    const name = (on.exec(line) ?? off.exec(line))?.[1];
    const isComment = line.trimStart().startsWith('#');
    if (name === undefined && isComment) {
      comment.push(line);
      continue;
    }
    if (name === undefined) {
      if (line.trim() !== '') return undefined;
      parts.push(...comment.map((loose) => ({ loose })), { loose: line });
    } else {
      if (settings.has(name)) return undefined;
      const setting = { name, comment, line, value: line.trim() };
      settings.set(name, setting);
      parts.push(setting);
    }
    comment = [];
  }
  return { parts: [...parts, ...comment.map((loose) => ({ loose }))], settings, ended };
}

/** Writes these parts as text. */
export function writeEnvExample(parts: readonly EnvPart[], ended: boolean): string {
  const lines = parts.flatMap((part) => ('name' in part ? [...part.comment, part.line] : [part.loose]));
  return lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
}
