import { randomBytes } from 'node:crypto';
import { type Documents, type Effects, PermanentError } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unstorable } from './samples.ts';

type Opened = { effects: Effects; documents: Documents; close(): Promise<void> };

/** What every home of `Effects` must do. */
export function describeEffects(name: string, open: () => Promise<Opened>): void {
  describe(`effects on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    test('a key works once; the change of the second call is not made', async () => {
      const change = (text: string) => ({ collection: 'receipts', id: 'once', document: { text } });
      expect(await on.effects.once('once:1', change('first'))).toBe('applied');
      expect(await on.effects.once('once:1', change('second'))).toBe('duplicate');
      expect(await on.documents.find('receipts', 'once')).toEqual({ text: 'first' });
    });

    test('twenty at once: one is applied, and its change is the one that stays', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, async (_, caller) => ({
          caller,
          result: await on.effects.once('race:1', { collection: 'receipts', id: 'race', document: { caller } }),
        })),
      );
      const winners = results.filter(({ result }) => result === 'applied');
      expect(winners).toHaveLength(1);
      expect(await on.documents.find('receipts', 'race')).toEqual({ caller: winners[0]?.caller });
    });

    test('two keys may change one document, each once', async () => {
      const change = (step: number) => ({ collection: 'jobs', id: 'two', document: { step } });
      expect(await on.effects.once('two:1', change(1))).toBe('applied');
      expect(await on.effects.once('two:2', change(2))).toBe('applied');
      expect(await on.effects.once('two:1', change(1))).toBe('duplicate');
      expect(await on.documents.find('jobs', 'two')).toEqual({ step: 2 });
    });

    test('a key stays used after its document was patched', async () => {
      const change = { collection: 'receipts', id: 'patched', document: { text: 'x' } };
      await on.effects.once('patched:1', change);
      await on.documents.patch('receipts', 'patched', { mailedAt: 'now' });
      expect(await on.effects.once('patched:1', change)).toBe('duplicate');
      expect(await on.documents.find('receipts', 'patched')).toEqual({ text: 'x', mailedAt: 'now' });
    });

    test('a change that cannot be stored leaves the key free', async () => {
      const change = (text: string) => ({ collection: 'receipts', id: 'failed', document: { text } });
      await expect(on.effects.once('failed:1', change(unstorable))).rejects.toThrow(PermanentError);
      expect(await on.documents.find('receipts', 'failed')).toBeUndefined();
      expect(await on.effects.once('failed:1', change('fine'))).toBe('applied');
      expect(await on.documents.find('receipts', 'failed')).toEqual({ text: 'fine' });
    });

    test('a change of a document whose id is too long for a key is refused for good', async () => {
      const id = randomBytes(4_000).toString('hex');
      const change = { collection: 'receipts', id, document: {} };
      await expect(on.effects.once('long:1', change)).rejects.toThrow(PermanentError);
    });
  });
}
