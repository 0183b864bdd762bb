import type { Json } from '@app/core';
import { type AddWinsSet, addItems, itemsOf, noItems, removeItems } from './add-wins-set.ts';
import type { Register } from './copy.ts';
import { count, countOf, noCount } from './counter.ts';
import { writeLast } from './last-write-wins.ts';
import type { Policy } from './policy.ts';
import type { At } from './stamp.ts';
import type { TextEngine } from './text.ts';

/** Items to add to a set and to remove from it. */
export type SetChange = { readonly add?: readonly string[]; readonly remove?: readonly string[] };
/** How far to count up, or down where it is negative. */
export type CountChange = { readonly by: number };

/** A register of this policy as it is after a change. `seen` is what the writer has read, under the same policy; `undefined` for a field that is new. */
export function changeRegister(
  policy: Policy,
  seen: Register | undefined,
  change: unknown,
  at: At,
  text?: TextEngine,
): Register {
  if (policy === 'last-write-wins') return writeLast(seen?.policy === policy ? seen : undefined, change as Json, at);
  if (policy === 'set') return changedSet(seen?.policy === policy ? seen : noItems, change as SetChange, at);
  if (policy === 'counter') {
    return count(seen?.policy === policy ? seen : noCount, (change as CountChange).by, at.region);
  }
  if (policy === 'text' && text) {
    const state = seen?.policy === policy ? text.edit(seen.state, String(change)) : text.create(String(change));
    return { policy, state };
  }
  throw new TypeError(`A field under ${policy} is not changed by edit.`);
}

/** What a reader sees of a register; `undefined` under a policy that this version of the code does not know. */
export function readRegister(register: Register, text?: TextEngine): Json | undefined {
  if (register.policy === 'last-write-wins') return register.value;
  if (register.policy === 'set') return itemsOf(register);
  if (register.policy === 'counter') return countOf(register);
  if (register.policy === 'text') return text?.read(register.state);
  if (register.policy === 'escrow') {
    return Object.values(register.quotas).reduce((all, { free }) => all + free, 0);
  }
  return undefined;
}

function changedSet(set: AddWinsSet, { add = [], remove = [] }: SetChange, { region }: At): AddWinsSet {
  return addItems(removeItems(set, remove), add, region);
}
