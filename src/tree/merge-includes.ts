import { WorkshopError } from '../errors.ts';

const lists = ['functions', 'resources'] as const;
type Lists = Record<(typeof lists)[number], Set<string>>;

/**
 * Merges `deploy/serverless.yml`: one is the whole file, the others are fragments that hold only include lists
 * (`functions:` and `resources:`). The lists become sorted sets; every other line of the whole file stays as it is.
 * Throws `failed` when two of them are whole.
 */
export function mergeIncludes(texts: readonly string[]): string {
  const parts = texts.map((text) => ({ text, ...read(text) }));
  const [whole, second] = parts.filter((part) => part.whole);
  if (second) throw new WorkshopError('failed', 'Two layers own the whole of deploy/serverless.yml.');
  const merged: Lists = {
    functions: new Set(parts.flatMap((part) => [...part.lists.functions])),
    resources: new Set(parts.flatMap((part) => [...part.lists.resources])),
  };
  if (whole) return fill(whole.text, merged);
  return lists
    .flatMap((list) => (merged[list].size > 0 ? block(list, merged[list]) : []))
    .join('\n')
    .concat('\n');
}

function read(text: string): { lists: Lists; whole: boolean } {
  const found: Lists = { functions: new Set(), resources: new Set() };
  let whole = false;
  let current: Set<string> | undefined;
  for (const line of text.split('\n')) {
    const head = headOf(line);
    const item = /^\s+- (.+)$/.exec(line)?.[1];
    if (head) current = found[head];
    else if (item && current) current.add(item);
    else if (line.trim() !== '' && !line.startsWith('#')) {
      whole = true;
      current = undefined;
    }
  }
  return { lists: found, whole };
}

function headOf(line: string): (typeof lists)[number] | undefined {
  return lists.find((list) => line === `${list}:` || line === `${list}: []`);
}

function block(list: string, items: Set<string>): string[] {
  return items.size === 0 ? [`${list}: []`] : [`${list}:`, ...[...items].sort().map((item) => `  - ${item}`)];
}

function fill(whole: string, merged: Lists): string {
  const result: string[] = [];
  let inside = false;
  for (const line of whole.split('\n')) {
    const head = headOf(line);
    if (head) {
      result.push(...block(head, merged[head]));
      inside = true;
    } else if (!inside || !/^\s+- /.test(line)) {
      inside = false;
      result.push(line);
    }
  }
  return result.join('\n');
}
