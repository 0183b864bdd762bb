import compare from 'semver/functions/compare.js';
import minVersion from 'semver/ranges/min-version.js';
import validRange from 'semver/ranges/valid.js';

/** Which of two version ranges is kept, and the sentence that tells the user. */
export type Higher = { readonly take: 'ours' | 'theirs'; readonly note: string };

/**
 * Picks the range whose lowest version is higher; the user's when both start at the same version. Answers `undefined`
 * when one of them is not a range of versions: `file:..`, `workspace:*`, a git address, a tag such as `latest`.
 */
export function higherRange(name: string, ours: string, theirs: string): Higher | undefined {
  const [lowest, other] = [lowestOf(ours), lowestOf(theirs)];
  if (!lowest || !other) return undefined;
  const order = compare(other, lowest);
  const take = order > 0 ? 'theirs' : 'ours';
  const stays = order === 0 ? `both start at ${lowest}, so yours` : `the higher one, ${order > 0 ? theirs : ours},`;
  return { take, note: `Both sides changed ${name}: yours is ${ours}, the template's is ${theirs}; ${stays} stays.` };
}

function lowestOf(range: string): string | undefined {
  // An empty range means "any version". It is rarely meant that way, so it is not compared.
  if (range.trim() === '' || validRange(range) === null) return undefined;
  return minVersion(range)?.version;
}
