import { insertInBlock, removeFromBlock, setInBlock } from './block-splice.ts';
import { mergeByStructure, sameMeaningByStructure } from './by-structure.ts';
import type { CommentFate } from './comment-fate.ts';
import { commentsIn, type Edit, newlineOf } from './lines.ts';
import type { Merged, Versions } from './merged.ts';
import type { Rules } from './plan.ts';
import { nodeAt, type Path, type Source } from './source.ts';
import type { Format } from './take-steps.ts';
import { readYaml } from './yaml-source.ts';

// `Fn::GetAtt: [Table, Arn]` is a call with arguments, not a set.
const cloudFormation: Rules = { ordered: (path) => path.some((key) => key.startsWith('Fn::')) };

/**
 * Merges three versions of a YAML file. The user's text stays byte for byte except where the template changed
 * something. Answers `undefined` when one version is not a single YAML document, or when a change touches an anchor or
 * an alias. Never throws.
 */
export function mergeYaml(versions: Versions, rules: Rules = cloudFormation): Merged | undefined {
  return mergeByStructure(yaml, versions, rules);
}

/** Whether a YAML text means what `mergeYaml` of these versions means. False where that merge ends in a conflict. */
export function sameMeaningYaml(text: string, versions: Versions, rules: Rules = cloudFormation): boolean {
  return sameMeaningByStructure(yaml, text, versions, rules);
}

const yaml: Format = {
  read: readYaml,
  edits({ op, path }, ours, from, fate) {
    if (touchesAnchor(path, ours, from)) return undefined;
    if (path.length === 0) return setRoot(ours, from, fate);
    if (op === 'insert') return insertInBlock(path, ours, from, fate);
    return op === 'remove' ? removeFromBlock(path, ours, fate) : setInBlock(path, ours, from, fate);
  },
};

function setRoot(ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  if (commentsIn(ours, ours.root.start, ours.root.end).some(fate.isUsers)) return undefined;
  const text = from.text.slice(from.root.start, from.root.end).replaceAll(/\r?\n/g, newlineOf(ours.text));
  return [{ start: ours.root.start, end: ours.root.end, text }];
}

/** Whether a change at this path touches an anchor, an alias or a merge key, whose meaning depends on another place. */
function touchesAnchor(path: Path, ours: Source, from: Source): boolean {
  return [ours, from].some(({ root }) => {
    const container = nodeAt(root, path.slice(0, -1));
    return nodeAt(root, path)?.anchored || (path.length > 0 && container?.entries.some(({ key }) => key === '<<'));
  });
}
