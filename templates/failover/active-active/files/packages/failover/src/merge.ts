import { mergeSets } from './add-wins-set.ts';
import type { Copy, Home, Register } from './copy.ts';
import { mergeCounters } from './counter.ts';
import { mergeQuotas } from './escrow.ts';
import { largerText, mergeLast } from './last-write-wins.ts';
import { type At, refuseDrift } from './stamp.ts';
import type { TextEngine } from './text.ts';

/** A field was stored under one policy and is now used under another one. */
export class PolicyChangedError extends Error {
  override readonly name = 'PolicyChangedError';

  constructor(field: string, one: string, other: string) {
    const rule = 'A field keeps its policy. Give it a new name where you change its policy.';
    super(`The field ${field} is ${one} in one place and ${other} in another. ${rule}`);
  }
}

/**
 * Merges two copies of one document. Any order, grouping and repetition of merges ends in the same copy. Each field is merged by the policy
 * that is stored with it: so fields that this version of the code does not know are merged, too, or kept.
 */
export function mergeCopies(a: Copy, b: Copy, text?: TextEngine): Copy {
  const fields = new Map(Object.entries(a.fields));
  for (const [name, theirs] of Object.entries(b.fields)) {
    const mine = fields.get(name);
    fields.set(name, mine === undefined ? theirs : mergeRegisters(name, mine, theirs, text));
  }
  return { home: laterHome(a.home, b.home), fields: Object.fromEntries(fields) };
}

/** Merges the copy of another region into this region's own. Throws a `ClockDriftError` when the other clock is more than a day ahead. */
export function receiveCopy(own: Copy, theirs: Copy, at: At, text?: TextEngine): Copy {
  for (const register of Object.values(theirs.fields)) {
    if (register.policy === 'last-write-wins') refuseDrift(register.stamp, at);
  }
  return mergeCopies(own, theirs, text);
}

function laterHome(a: Home, b: Home): Home {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;
  if (a.version !== b.version) return a.version > b.version ? a : b;
  return largerText(a, b);
}

function mergeRegisters(name: string, a: Register, b: Register, text?: TextEngine): Register {
  if (a.policy === 'last-write-wins' && b.policy === a.policy) return mergeLast(a, b);
  if (a.policy === 'set' && b.policy === a.policy) return mergeSets(a, b);
  if (a.policy === 'counter' && b.policy === a.policy) return mergeCounters(a, b);
  if (a.policy === 'escrow' && b.policy === a.policy) return { ...a, quotas: mergeQuotas(a.quotas, b.quotas) };
  if (a.policy === 'text' && b.policy === a.policy && text) return { ...a, state: text.merge(a.state, b.state) };
  if (a.policy !== b.policy) throw new PolicyChangedError(name, a.policy, b.policy);
  // A policy of newer code. The regions that know it keep their own edits in their own copies.
  return largerText(a, b);
}
