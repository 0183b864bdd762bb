import { mergeByStructure, sameMeaningByStructure } from './by-structure.ts';
import type { CommentFate } from './comment-fate.ts';
import { type FlowStyle, insertInFlow, removeFromFlow } from './flow-splice.ts';
import { readJson } from './json-source.ts';
import { commentsIn, type Edit, indentOf, lineStart, newlineOf, reindent, startsLine } from './lines.ts';
import type { Merged, Versions } from './merged.ts';
import type { Rules } from './plan.ts';
import { nodeAt, type Path, type Source, type SourceNode } from './source.ts';
import type { Format } from './take-steps.ts';

/**
 * Merges three versions of a JSON file; comments are allowed. The user's text stays byte for byte except where the
 * template changed something. Answers `undefined` when one version is not JSON or holds one key twice. Never throws.
 */
export function mergeJson(versions: Versions, rules: Rules = {}): Merged | undefined {
  return mergeByStructure(json, versions, rules);
}

/** Whether a JSON text means what `mergeJson` of these versions means. False where that merge ends in a conflict. */
export function sameMeaningJson(text: string, versions: Versions, rules: Rules = {}): boolean {
  return sameMeaningByStructure(json, text, versions, rules);
}

const json: Format = {
  read: readJson,
  edits({ op, path }, ours, from, fate) {
    if (op === 'insert') return insertInFlow(style, path, ours, from, fate);
    if (op === 'remove') return removeFromFlow(path, ours, fate);
    return setValue(path, ours, from, fate);
  },
};

const style: FlowStyle = {
  inline(from, { key, start, valueStart, node }, ours) {
    const compact = isCompact(ours);
    const value = inlineValue(from, node, ours);
    return start === valueStart ? value : `${JSON.stringify(key)}:${compact ? '' : ' '}${value}`;
  },
  comma: (ours) => (isCompact(ours) ? ',' : ', '),
  unit: unitOf,
};

function setValue(path: Path, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  const [target, value] = [nodeAt(ours.root, path), nodeAt(from.root, path)];
  if (!target || !value) return undefined;
  const indent = indentOf(ours.text, target.start);
  const text = ours.text.includes('\n')
    ? reindent(from.text.slice(value.start, value.end), indentOf(from.text, value.start), indent, {
        from: unitOf(from),
        to: unitOf(ours),
      }).replaceAll('\n', newlineOf(ours.text))
    : inlineValue(from, value, ours);
  const line = lineStart(ours.text, target.start);
  const kept = commentsIn(ours, target.start, target.end).filter(fate.isUsers);
  const edits: Edit[] = kept.map((comment) => ({
    start: line,
    end: line,
    text: indent + comment.text + newlineOf(ours.text),
  }));
  return [...edits, { start: target.start, end: target.end, text }];
}

function inlineValue(from: Source, node: SourceNode, ours: Source): string {
  const whole = from.text.slice(node.start, node.end);
  const simple = !whole.includes('\n') && commentsIn(from, node.start, node.end).length === 0;
  return simple && !isCompact(ours) ? whole : print(from, node, isCompact(ours));
}

function print(source: Source, node: SourceNode, compact: boolean): string {
  if (node.kind === 'scalar') return source.text.slice(node.start, node.end);
  const [comma, colon] = compact ? [',', ':'] : [', ', ': '];
  if (node.kind === 'list') return `[${node.entries.map((entry) => print(source, entry.node, compact)).join(comma)}]`;
  const members = node.entries.map(
    (entry) => `${JSON.stringify(entry.key)}${colon}${print(source, entry.node, compact)}`,
  );
  return compact || members.length === 0 ? `{${members.join(comma)}}` : `{ ${members.join(comma)} }`;
}

/** Whether a text has no white space after its colons. */
function isCompact(source: Source): boolean {
  const first = source.root.kind === 'map' ? source.root.entries[0] : undefined;
  return first !== undefined && first.keyEnd === first.valueStart;
}

/** One step of indentation, taken from the first entry that starts its own line. */
function unitOf(source: Source): string {
  return stepIn(source, source.root) ?? '  ';
}

function stepIn(source: Source, node: SourceNode): string | undefined {
  const outer = indentOf(source.text, node.start);
  for (const entry of node.entries) {
    const indent = startsLine(source.text, entry.start) ? indentOf(source.text, entry.start) : '';
    if (indent.length > outer.length && indent.startsWith(outer)) return indent.slice(outer.length);
    const inner = stepIn(source, entry.node);
    if (inner) return inner;
  }
  return undefined;
}
