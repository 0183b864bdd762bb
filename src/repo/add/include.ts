import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';

/**
 * Adds entries at the end of a list in the file that says what is deployed. All other lines, comments too, stay as they
 * are. An entry that is there already is not added again. Throws `refused` when the file has no such list.
 */
export function addIncludes(
  text: string,
  { path, list, entries }: { readonly path: RelPath; readonly list: string; readonly entries: readonly string[] },
): string {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => new RegExp(`^${list}:\\s*(\\[\\s*\\])?\\s*(#.*)?$`).test(line));
  if (head < 0) {
    throw new WorkshopError('refused', `${path} has no list "${list}": the new files cannot be included.`, {
      hint: `Make it a list again, as \`npm run workshop -- update --restore ${path}\` would.`,
    });
  }
  let last = head;
  for (let at = head + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s*- /.test(line)) last = at;
    else if (line.trim() !== '' && !/^\s*#/.test(line) && !/^\s/.test(line)) break;
  }
  const indent = last === head ? '  ' : (/^\s*/.exec(lines[last] ?? '')?.[0] ?? '  ');
  const there = new Set(lines.slice(head + 1, last + 1).map((line) => line.trim()));
  const added = entries.map((entry) => `- ${entry}`).filter((item) => !there.has(item));
  if (last === head && added.length > 0) lines[head] = `${list}:`;
  lines.splice(last + 1, 0, ...added.map((item) => `${indent}${item}`));
  return lines.join('\n');
}
