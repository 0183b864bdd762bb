import type { Pattern } from '../../layers/patterns.ts';
import { layersOf } from '../../layers/registry.ts';
import { isWindowsDevice } from '../../tree/tree.ts';

/** The longest name of a function that every provider accepts, because a repo may change its provider. */
const longest = Math.min(...layersOf('provider').map(({ provider }) => provider?.names.longest ?? 32));

/** What is wrong with a new name, as a sentence; `undefined` when nothing is wrong. */
export function newNameProblem(pattern: Pattern, name: string): string | undefined {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  if (isWindowsDevice(name)) return `The name ${shown} is reserved on Windows.`;
  if (pattern === 'event') {
    if (name.length > 100) return `The event type ${shown} has ${name.length} characters; 100 is the most.`;
    if (/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+\.v[1-9][0-9]*$/.test(name)) return undefined;
    return `${shown} is no event type: it says who, what and which version, as shop.order.shipped.v1.`;
  }
  if (name.length > longest) return `The name ${shown} has ${name.length} characters; ${longest} is the most.`;
  if (name.length < 2) return `The name ${shown} is too short; a function has at least two characters.`;
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return undefined;
  return `${shown} is no name of a function: small letters, digits and single dashes, a letter first.`;
}

/**
 * What is wrong with the name of an owner; `undefined` when nothing is wrong. The name is written into JSON and
 * Markdown.
 */
export function ownerProblem(owner: string): string | undefined {
  if (/^[\p{L}\p{N}][\p{L}\p{N} .@_+-]{0,59}$/u.test(owner)) return undefined;
  return `${JSON.stringify(owner.slice(0, 60))} is no owner: letters, digits, blanks and . @ _ + -, at most 60.`;
}

/** The event for one part of a map-reduce: `daily-revenue` gives `shop.dailyrevenue.part.v1`. */
export function partEvent(name: string): string {
  return `shop.${name.replaceAll('-', '')}.part.v1`;
}
