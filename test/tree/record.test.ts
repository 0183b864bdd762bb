import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, recordEnd, sha256 } from '../../src/tree/record.ts';

test('bytes come back from what the base keeps of them', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => Buffer.from(value, 'utf8'));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((value) => Buffer.from(value));
  fc.assert(
    fc.property(fc.oneof(text, bytes), (content) => {
      const end = recordEnd(content);
      expect(bytesOf(end)).toEqual(content);
      expect(end.subarray(0, 64).toString()).toBe(sha256(content));
      expect(JSON.parse(`{"sha256":"${end}}`)).toHaveProperty('sha256', sha256(content));
    }),
  );
});
