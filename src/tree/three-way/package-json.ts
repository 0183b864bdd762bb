import { dependencySections, followMoves } from './dependency-moves.ts';
import { mergeJson, sameMeaningJson } from './json.ts';
import type { Merged, Versions } from './merged.ts';
import type { Clash, Rules } from './plan.ts';
import { higherRange } from './version-ranges.ts';

/**
 * Merges three versions of a package.json as JSON. Of two version ranges the higher one is kept, and a dependency that
 * changed its section ends up in one section only. Answers `undefined` when one text is not JSON or holds a key twice.
 * Never throws.
 */
export function mergePackageJsonVersions(versions: Versions): Merged | undefined {
  const asJson = mergeJson(versions, rules);
  // Dependencies that moved are merged in rewritten texts. Where only one side changed, the result must be that side's
  // original text.
  if (!asJson || onlyOneChanged(versions)) return asJson;
  const followed = followMoves(versions);
  const merged = mergeJson(followed.versions, rules);
  return merged && { ...merged, notes: [...followed.notes, ...merged.notes] };
}

/**
 * Whether a text means what `mergePackageJsonVersions` of these versions means. False where that merge ends in a
 * conflict.
 */
export function sameMeaningPackageJson(text: string, versions: Versions): boolean {
  if (!mergeJson(versions, rules)) return false;
  return sameMeaningJson(text, onlyOneChanged(versions) ? versions : followMoves(versions).versions, rules);
}

const rules: Rules = {
  decide({ path, ours, theirs }: Clash) {
    const [mine, now] = [stringOf(ours.meaning), stringOf(theirs.meaning)];
    if (!isRangePath(path) || mine === undefined || now === undefined) return undefined;
    return higherRange(path.at(-1) ?? '', mine, now);
  },
};

function isRangePath([section, ...rest]: readonly string[]): boolean {
  if (section === 'overrides') return rest.length > 0;
  return rest.length === 1 && (section === 'engines' || dependencySections.some((name) => name === section));
}

function stringOf(meaning: string): string | undefined {
  return meaning.startsWith('"') ? (JSON.parse(meaning) as string) : undefined;
}

function onlyOneChanged({ base, ours, theirs }: Versions): boolean {
  return base === ours || base === theirs || ours === theirs;
}
