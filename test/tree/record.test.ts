import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { bytesOf, recordContent } from '../../src/tree/record.ts';
import { fc } from '../laws.ts';

test('bytes come back from what the base keeps of them', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => Buffer.from(value, 'utf8'));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((value) => Buffer.from(value));
  fc.assert(
    fc.property(fc.oneof(text, bytes), (content) => {
      const kept = recordContent(content);
      expect(bytesOf(kept)).toEqual(content);
      expect(Object.keys(JSON.parse(`{${kept}}`))).toEqual([isUtf8(content) ? 'text' : 'base64']);
    }),
  );
});
