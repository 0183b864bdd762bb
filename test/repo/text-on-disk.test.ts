import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/repo/text-on-disk.ts';

const text = 'größer → besser\r\n';

test.each([
  ['UTF-8', Buffer.from(text, 'utf8')],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`, 'utf8')],
  ['UTF-16, little end first', Buffer.from(text, 'utf16le')],
  ['UTF-16, little end first, with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(text, 'utf16le').swap16()],
  ['UTF-16, big end first, with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('%s is read as its text, and written as the same bytes', (_, bytes) => {
  const read = decodeText(bytes);
  expect(read?.text).toBe(text);
  expect(read && encodeText(read)).toEqual(bytes);
});

test('nothing is an empty text in UTF-8', () => {
  expect(decodeText(Buffer.alloc(0))).toEqual({ text: '', encoding: { name: 'utf8', mark: false } });
});

test('another encoding is not guessed at', () => {
  expect(decodeText(Buffer.from('größer', 'latin1'))).toBeUndefined();
  expect(decodeText(Buffer.from([0xff, 0xfe, 0x41]))).toBeUndefined();
});
