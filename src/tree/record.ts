import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';

/** The end of a file's line in the base, from its digest on: `<sha256 in hex>","text":"…"`, or `"base64"` where it is no text. */
export type RecordEnd = Uint8Array;

/** Where the content begins in a record's end: after the digest, a quote and a comma. */
const contentAt = 64 + 2;

/** The sha256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** What the base keeps of a file's bytes. */
export function recordEnd(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content = isUtf8(buffer)
    ? `"text":${JSON.stringify(buffer.toString('utf8'))}`
    : `"base64":"${buffer.toString('base64')}"`;
  return Buffer.from(`${sha256(buffer)}",${content}`, 'utf8');
}

/** The bytes that a record's end was made of. */
export function bytesOf(end: RecordEnd): Buffer {
  const { value, encoding } = contentOf(end);
  return Buffer.from(value, encoding);
}

/** The text that a record's end was made of; `undefined` where it was no UTF-8. */
export function textOf(end: RecordEnd): string | undefined {
  const { value, encoding } = contentOf(end);
  return encoding === 'utf8' ? value : undefined;
}

function contentOf(end: RecordEnd): { value: string; encoding: 'utf8' | 'base64' } {
  const content = Buffer.from(end.buffer, end.byteOffset + contentAt, end.byteLength - contentAt).toString('utf8');
  const value = JSON.parse(content.slice(content.indexOf(':') + 1)) as string;
  return { value, encoding: content.startsWith('"text"') ? 'utf8' : 'base64' };
}
