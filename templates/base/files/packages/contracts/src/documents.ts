import { randomBytes } from 'node:crypto';
import { type Documents, NotFoundError, PermanentError } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unstorable } from './samples.ts';

type Opened = { documents: Documents; close(): Promise<void> };

/** What every home of `Documents` must do. */
export function describeDocuments(name: string, open: () => Promise<Opened>): void {
  describe(`documents on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    test('what is put is found, whole, and by its collection', async () => {
      const document = { text: 'ä ✓ "quoted"', n: -1.5, yes: true, none: null, list: [1, ['a']], deep: { a: {} } };
      await on.documents.put('a', 'x', document);
      expect(await on.documents.find('a', 'x')).toEqual(document);
      expect(await on.documents.find('b', 'x')).toBeUndefined();
      expect(await on.documents.find('a', 'y')).toBeUndefined();
    });

    test('put replaces the whole document, patch sets fields', async () => {
      await on.documents.put('c', 'x', { a: 1, b: 2 });
      await on.documents.patch('c', 'x', { b: 3, c: 4 });
      expect(await on.documents.find('c', 'x')).toEqual({ a: 1, b: 3, c: 4 });
      await on.documents.put('c', 'x', { d: 5 });
      expect(await on.documents.find('c', 'x')).toEqual({ d: 5 });
    });

    test('two patches of different fields at once both stay', async () => {
      await on.documents.put('c', 'both', {});
      await Promise.all([on.documents.patch('c', 'both', { a: 1 }), on.documents.patch('c', 'both', { b: 2 })]);
      expect(await on.documents.find('c', 'both')).toEqual({ a: 1, b: 2 });
    });

    test('a document that is not there cannot be patched', async () => {
      await expect(on.documents.patch('c', 'none', { a: 1 })).rejects.toThrow(NotFoundError);
    });

    test('what can never be stored is refused for good, and what can be no id is the id of nothing', async () => {
      const long = randomBytes(4_000).toString('hex');
      await expect(on.documents.put('c', long, {})).rejects.toThrow(PermanentError);
      await expect(on.documents.put('c', 'x', { text: unstorable })).rejects.toThrow(PermanentError);
      await on.documents.put('c', 'x', { a: 1 });
      await expect(on.documents.patch('c', 'x', { text: unstorable })).rejects.toThrow(PermanentError);
      expect(await on.documents.find('c', 'x')).toEqual({ a: 1 });
      for (const id of [long, 'a\0b']) expect(await on.documents.find('c', id)).toBeUndefined();
    });

    test('a list is a collection in the order of its ids, cut at the limit', async () => {
      for (const id of ['b', 'a', 'C', 'd']) await on.documents.put('list', id, { id });
      expect((await on.documents.list('list', 3)).map(({ id }) => id)).toEqual(['C', 'a', 'b']);
      expect(await on.documents.list('nothing', 3)).toEqual([]);
    });
  });
}
