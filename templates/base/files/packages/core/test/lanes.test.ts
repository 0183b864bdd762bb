import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processInLanes, type StreamRecord } from '../src/index.ts';

// Every failure is logged; here there are hundreds.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const batch = (...ids: string[]): StreamRecord[] => ids.map((id) => ({ id, key: id.slice(0, 1), body: '' }));

/** Handles everything but `broken`, and remembers the order. */
function handler(...broken: string[]) {
  const seen: string[] = [];
  return {
    seen,
    handle: async ({ id }: StreamRecord) => {
      // Lanes run side by side: let the others have a turn.
      await Promise.resolve();
      if (broken.includes(id)) throw new Error('not now');
      seen.push(id);
    },
  };
}

test('a failure stops the lane of its key and no other', async () => {
  const { seen, handle } = handler('A2');
  expect(await processInLanes(batch('A1', 'A2', 'A3', 'B1', 'A4', 'B2'), handle)).toEqual({
    failed: ['A2', 'A3', 'A4'],
  });
  expect(seen.toSorted()).toEqual(['A1', 'B1', 'B2']);
});

test('a whole batch that goes well has no failures', async () => {
  const { handle } = handler();
  expect(await processInLanes(batch('A1', 'B1'), handle)).toEqual({ failed: [] });
});

test('every record is handled or failed, never both, and each key keeps its order', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    // A small generator of our own: the seed stands in the message of a failure.
    let state = seed;
    const next = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state % below;
    };
    const ids = Array.from({ length: 1 + next(20) }, (_, i) => `${'ABC'[next(3)]}${i}`);
    const { seen, handle } = handler(...ids.filter(() => next(5) === 0));
    const { failed } = await processInLanes(batch(...ids), handle);
    expect([...seen, ...failed].toSorted(), `seed ${seed}`).toEqual(ids.toSorted());
    for (const key of 'ABC') {
      const ofKey = (list: readonly string[]) => list.filter((id) => id.startsWith(key));
      expect([...ofKey(seen), ...ofKey(failed)], `seed ${seed}`).toEqual(ofKey(ids));
    }
  }
});
