import { visit } from 'jsonc-parser';
import { type Comment, hasTwins, meaningOf, type Source, type SourceEntry, type SourceNode } from './source.ts';

type Draft = { -readonly [Key in keyof SourceEntry]: SourceEntry[Key] };
type Key = Pick<SourceEntry, 'key' | 'start' | 'keyEnd'>;
type Open = {
  readonly kind: 'map' | 'list';
  readonly start: number;
  readonly entries: Draft[];
  /** The key whose value this collection is. */
  readonly key: Key | undefined;
};

// A deeper text would overflow the stack of the parser or of the merge.
const deepest = 200;

/**
 * Reads JSON; comments and trailing commas are allowed. Answers `undefined` when the text is not JSON, or when an
 * object has one key twice, because it is unclear which value counts.
 */
export function readJson(text: string): Source | undefined {
  if (tooDeep(text)) return undefined;
  const comments: Comment[] = [];
  const open: Open[] = [];
  let root: SourceNode | undefined;
  let readable = true;
  let key: Key | undefined;

  const hold = (kind: Open['kind'], start: number) => {
    open.push({ kind, start, entries: [], key });
    key = undefined;
  };
  const put = (node: SourceNode) => {
    const parent = open.at(-1);
    if (!parent) {
      root = node;
      return;
    }
    const { start, end } = node;
    const place = parent.kind === 'map' && key ? key : { key: node.meaning, start, keyEnd: start };
    parent.entries.push({ ...place, valueStart: start, end, comma: undefined, node });
    key = undefined;
  };
  const close = (offset: number, length: number) => {
    const collection = open.pop();
    if (!collection) return;
    const { kind, start, entries } = collection;
    if (kind === 'map' && hasTwins(entries)) readable = false;
    key = collection.key;
    const meaning = meaningOf(kind, entries);
    put({ kind, meaning, start, end: offset + length, flow: true, anchored: false, entries });
  };
  visit(
    text,
    {
      onObjectBegin: (start) => hold('map', start),
      onArrayBegin: (start) => hold('list', start),
      onObjectEnd: close,
      onArrayEnd: close,
      onObjectProperty: (name, start, length) => {
        key = { key: name, start, keyEnd: start + length };
      },
      onLiteralValue: (value, start, length) => {
        const source = text.slice(start, start + length);
        const meaning = typeof value === 'number' ? source : JSON.stringify(value);
        put({ kind: 'scalar', meaning, start, end: start + length, flow: true, anchored: false, entries: [] });
      },
      onSeparator: (character, offset) => {
        if (character === ':' && key) key = { ...key, keyEnd: offset + 1 };
        const last = open.at(-1)?.entries.at(-1);
        if (character === ',' && last) last.comma = offset;
      },
      onComment: (start, length) => {
        comments.push({ start, end: start + length, text: text.slice(start, start + length) });
      },
      onError: () => {
        readable = false;
      },
    },
    { allowTrailingComma: true },
  );
  return readable && root ? { text, root, comments } : undefined;
}

function tooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth += 1;
    if (depth > deepest) return true;
    if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
