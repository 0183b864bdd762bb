import { insertInBlock, removeFromBlock, setInBlock } from './block-splice.ts';
import { mergeByStructure, sameMeaningByStructure } from './by-structure.ts';
import type { CommentFate } from './comment-fate.ts';
import { type FlowStyle, insertInFlow, removeFromFlow } from './flow-splice.ts';
import { commentsIn, type Edit, newlineOf } from './lines.ts';
import type { Merged, Versions } from './merged.ts';
import type { Rules } from './plan.ts';
import { entryAt, nodeAt, type Path, type Source, type SourceEntry } from './source.ts';
import type { Format } from './take-steps.ts';
import { readYaml } from './yaml-source.ts';

// `Fn::GetAtt: [Table, Arn]` is a call with arguments, not a set.
const cloudFormation: Rules = { ordered: (path) => path.some((key) => key.startsWith('Fn::')) };

/**
 * Merges three versions of a YAML file. The user's text stays byte for byte outside of what the template changed.
 * `undefined` when one of them is not one YAML document, or when a change touches an anchor or an alias. Never throws.
 */
export function mergeYaml(versions: Versions, rules: Rules = cloudFormation): Merged | undefined {
  return mergeByStructure(yaml, versions, rules);
}

/** Whether a YAML text means what `mergeYaml` of these versions means; never where that is a conflict. */
export function sameMeaningYaml(text: string, versions: Versions, rules: Rules = cloudFormation): boolean {
  return sameMeaningByStructure(yaml, text, versions, rules);
}

const yaml: Format = {
  read: readYaml,
  edits({ op, path }, ours, from, fate) {
    if (touchesAnchor(path, ours, from)) return undefined;
    const container = nodeAt(ours.root, path.slice(0, -1));
    if (path.length === 0) return setRoot(ours, from, fate);
    if (op === 'insert') {
      const origin = nodeAt(from.root, path.slice(0, -1));
      const lines = !container?.flow || (container.entries.length === 0 && !origin?.flow);
      return lines ? insertInBlock(path, ours, from, fate) : insertInFlow(style, path, ours, from, fate);
    }
    if (op === 'remove') return container?.flow ? removeFromFlow(path, ours, fate) : removeFromBlock(path, ours, fate);
    return container?.flow ? setInFlow(path, ours, from, fate) : setInBlock(path, ours, from, fate);
  },
};

const style: FlowStyle = {
  inline(from, entry) {
    const written = from.text.slice(entry.start, entry.valueStart);
    // A value on lines of its own goes on the line of its key here, and what is commented between them goes.
    const beside = !written.includes('\n') && !written.endsWith(':');
    const name =
      beside || entry.start === entry.valueStart ? written : `${from.text.slice(entry.start, entry.keyEnd)} `;
    const value = printed(from, entry);
    return value === undefined ? undefined : name + value;
  },
  comma: () => ', ',
};

/** A value of `from` within brackets. */
function printed(from: Source, { node, valueStart, end }: SourceEntry): string | undefined {
  const written = from.text.slice(valueStart, end);
  const simple = !written.includes('\n') && commentsIn(from, valueStart, end).length === 0;
  if (node.kind === 'scalar') {
    // A plain scalar may hold brackets and commas on a line of its own, not within brackets.
    const fits = simple && (/^["'![{]/.test(written) || !/[,[\]{}]/.test(written));
    if (fits) return written === '' ? 'null' : written;
    return node.meaning.startsWith('"') ? node.meaning : undefined;
  }
  if (simple && node.flow) return written;
  const parts: string[] = [];
  for (const entry of node.entries) {
    const value = printed(from, entry);
    if (value === undefined) return undefined;
    parts.push(node.kind === 'list' ? value : `${from.text.slice(entry.start, entry.keyEnd)} ${value}`);
  }
  if (node.kind === 'list') return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function setInFlow(path: Path, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  const [target, value] = [entryAt(ours.root, path), entryAt(from.root, path)];
  if (!target || !value || commentsIn(ours, target.valueStart, target.end).some(fate.isUsers)) return undefined;
  const text = style.inline(from, { ...value, start: value.valueStart }, ours);
  const space = target.keyEnd === target.valueStart ? ' ' : '';
  return text === undefined ? undefined : [{ start: target.valueStart, end: target.end, text: space + text }];
}

function setRoot(ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  if (commentsIn(ours, ours.root.start, ours.root.end).some(fate.isUsers)) return undefined;
  const text = from.text.slice(from.root.start, from.root.end).replaceAll(/\r?\n/g, newlineOf(ours.text));
  return [{ start: ours.root.start, end: ours.root.end, text }];
}

/** Whether a change at this path meets an anchor, an alias or a merge key, whose meaning hangs on another place. */
function touchesAnchor(path: Path, ours: Source, from: Source): boolean {
  return [ours, from].some(({ root }) => {
    const container = nodeAt(root, path.slice(0, -1));
    return nodeAt(root, path)?.anchored || (path.length > 0 && container?.entries.some(({ key }) => key === '<<'));
  });
}
