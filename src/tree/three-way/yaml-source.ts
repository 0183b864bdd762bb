import { Composer, type CST, isAlias, isMap, isPair, isScalar, isSeq, Parser } from 'yaml';
import { type Comment, hasTwins, meaningOf, type Source, type SourceEntry, type SourceNode } from './source.ts';

// A deeper text would overflow the stack of the merge.
const deepest = 100;

/** Thrown for what YAML allows and the merge cannot represent: keys that are no scalars, two documents, and so on. */
class Unreadable extends Error {}

/** Reads one YAML document. Answers `undefined` when the text is not one document, or when a map has one key twice. */
export function readYaml(text: string): Source | undefined {
  try {
    const tokens = [...new Parser().parse(text)];
    const documents = [...new Composer({ keepSourceTokens: true }).compose(tokens)];
    const [document] = documents;
    if (!document || documents.length > 1 || document.errors.length > 0) return undefined;
    const comments: Comment[] = [];
    collectComments(tokens, comments);
    comments.sort((a, b) => a.start - b.start);
    return { text, root: nodeOf(text, document.contents, 0), comments };
  } catch (error) {
    // The parser throws a RangeError on a text that nests too deeply.
    if (error instanceof Unreadable || error instanceof RangeError) return undefined;
    throw error;
  }
}

function nodeOf(text: string, node: unknown, depth: number): SourceNode {
  if (depth > deepest) throw new Unreadable();
  if (isAlias(node)) {
    const [start, end] = rangeOf(node);
    const meaning = `*${node.source}`;
    return { kind: 'scalar', meaning, start, end, flow: false, anchored: true, entries: [] };
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) throw new Unreadable();
  const [start, rangeEnd] = rangeOf(node);
  const prefix = (node.tag ? `${node.tag} ` : '') + (node.anchor ? `&${node.anchor} ` : '');
  if (isScalar(node)) {
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const end = block ? start + text.slice(start, rangeEnd).trimEnd().length : rangeEnd;
    const written = node.source ?? '';
    const literal = typeof node.value === 'number' || typeof node.value === 'bigint' ? written : undefined;
    const value = typeof node.value === 'object' && node.value !== null ? written : node.value;
    const meaning = prefix + (literal ?? JSON.stringify(value));
    return { kind: 'scalar', meaning, start, end, flow: false, anchored: Boolean(node.anchor), entries: [] };
  }
  const kind = isMap(node) ? 'map' : 'list';
  const flow = node.flow === true;
  const entries = isMap(node) ? membersOf(text, node, depth) : itemsOf(text, node, depth);
  if (kind === 'map' && hasTwins(entries)) throw new Unreadable();
  const anchored = Boolean(node.anchor) || entries.some((entry) => entry.node.anchored);
  const meaning = prefix + meaningOf(kind, entries);
  const end = flow ? rangeEnd : (entries.at(-1)?.end ?? rangeEnd);
  // A collection in brackets is merged as one value: people rewrite its line as a whole.
  const whole = prefix !== '' || (flow && entries.length > 0);
  if (whole) return { kind: 'scalar', meaning, start, end, flow, anchored, entries: [] };
  return { kind, meaning, start, end, flow, anchored, entries };
}

type Collection = { readonly items: readonly unknown[]; readonly srcToken?: unknown };

function membersOf(text: string, map: Collection, depth: number): SourceEntry[] {
  return map.items.map((pair) => {
    const token = isPair(pair) ? (pair.srcToken as CST.CollectionItem | undefined) : undefined;
    if (!isPair(pair) || !token?.key || !isScalar(pair.key) || pair.key.anchor || pair.key.tag) throw new Unreadable();
    const colon = token.sep?.find(({ type }) => type === 'map-value-ind');
    if (!colon || token.start.some(({ type }) => type === 'explicit-key-ind')) throw new Unreadable();
    const key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
    const keyEnd = colon.offset + 1;
    const place = placeOfValue(token.sep ?? [], token.value, keyEnd);
    const node = nodeOf(text, pair.value, depth + 1);
    return { key, start: token.key.offset, keyEnd, ...spanOf(node, token.value, place), node };
  });
}

function itemsOf(text: string, list: Collection, depth: number): SourceEntry[] {
  const tokens = tokensOf(list).filter((token) => token.value || token.key || has(token, 'seq-item-ind'));
  if (tokens.length !== list.items.length) throw new Unreadable();
  return tokens.map((token, index) => {
    if (token.key || token.sep) throw new Unreadable();
    const node = nodeOf(text, list.items[index], depth + 1);
    const dash = token.start.find(({ type }) => type === 'seq-item-ind');
    const place = placeOfValue(token.start, token.value, dash ? dash.offset + 1 : node.start);
    const span = spanOf(node, token.value, place);
    const keyEnd = dash ? dash.offset + 1 : span.valueStart;
    return { key: node.meaning, start: dash?.offset ?? span.valueStart, keyEnd, ...span, node };
  });
}

type Place = { readonly start: number; readonly end: number };

/** Where the tag, the anchor or the value starts. An empty value has its end here. */
function placeOfValue(before: readonly CST.SourceToken[], value: CST.Token | undefined, otherwise: number): Place {
  const marks = before.filter(({ type }) => type === 'tag' || type === 'anchor');
  const last = marks.at(-1);
  return {
    start: marks[0]?.offset ?? value?.offset ?? otherwise,
    end: last ? last.offset + last.source.length : otherwise,
  };
}

function spanOf(node: SourceNode, value: CST.Token | undefined, place: Place) {
  return { valueStart: place.start, end: value ? node.end : place.end, comma: undefined };
}

function tokensOf(collection: Collection): readonly CST.CollectionItem[] {
  return (collection.srcToken as { items: CST.CollectionItem[] } | undefined)?.items ?? [];
}

function has(token: CST.CollectionItem, type: CST.SourceToken['type']): boolean {
  return token.start.some((part) => part.type === type);
}

function rangeOf(node: { range?: readonly [number, number, number] | null | undefined }): [number, number] {
  if (!node.range) throw new Unreadable();
  return [node.range[0], node.range[1]];
}

function collectComments(token: unknown, comments: Comment[]): void {
  if (typeof token !== 'object' || token === null) return;
  const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown };
  if (type === 'comment' && typeof offset === 'number' && typeof source === 'string') {
    comments.push({ start: offset, end: offset + source.length, text: source });
    return;
  }
  for (const part of Object.values(token)) collectComments(part, comments);
}
