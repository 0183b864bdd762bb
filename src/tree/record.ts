import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';

/**
 * The content of a file's line in the base: `"text":"…"`, or `"base64":"…"` where it is no text. The digest before it is no part of it:
 * digests cannot be packed smaller, and together they were a sixteenth of the package.
 */
export type RecordContent = Uint8Array;

/** The sha256 of some bytes, or of a text in UTF-8, in hex. */
export function sha256(content: Uint8Array | string): string {
  return hash('sha256', typeof content === 'string' ? utf8(content) : content, 'hex');
}

/** Texts are made bytes of in one place: of a text itself the digest takes five times as long, and a buffer for each would have to be collected. */
let room = Buffer.allocUnsafe(64 * 1024);
const bytesPerUnit = 3;

function utf8(text: string): Uint8Array {
  const most = text.length * bytesPerUnit;
  if (most > room.length) room = Buffer.allocUnsafe(most);
  return room.subarray(0, room.write(text, 'utf8'));
}

/** What the base keeps of a file's bytes. */
export function recordContent(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content = isUtf8(buffer)
    ? `"text":${JSON.stringify(buffer.toString('utf8'))}`
    : `"base64":"${buffer.toString('base64')}"`;
  return Buffer.from(content, 'utf8');
}

/** The bytes that a record's content was made of. */
export function bytesOf(content: RecordContent): Buffer {
  const { value, encoding } = contentOf(content);
  return Buffer.from(value, encoding);
}

/** The text that a record's content was made of; `undefined` where it was no UTF-8. */
export function textOf(content: RecordContent): string | undefined {
  const { value, encoding } = contentOf(content);
  return encoding === 'utf8' ? value : undefined;
}

function contentOf(stored: RecordContent): { value: string; encoding: 'utf8' | 'base64' } {
  const content = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('utf8');
  const value = JSON.parse(content.slice(content.indexOf(':') + 1)) as string;
  return { value, encoding: content.startsWith('"text"') ? 'utf8' : 'base64' };
}
