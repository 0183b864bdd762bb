import { isUtf8 } from 'node:buffer';

/**
 * The encoding of a text on the disk. With git's `working-tree-encoding` a checkout can use another encoding than git
 * stores.
 */
type Encoding = { readonly name: 'utf8' | 'utf16le' | 'utf16be'; readonly mark: boolean };

/** A text with the encoding that it was read in. */
export type TextOnDisk = { readonly text: string; readonly encoding: Encoding };

/**
 * Reads the bytes of a text, without its byte order mark. Answers `undefined` for an encoding that the tool does not
 * know.
 */
export function decodeText(bytes: Buffer): TextOnDisk | undefined {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return undefined;
  if (encoding.name === 'utf8') return { text: bytes.toString('utf8', encoding.mark ? 3 : 0), encoding };
  if (bytes.length % 2 === 1) return undefined;
  const units = encoding.name === 'utf16be' ? Buffer.from(bytes).swap16() : bytes;
  return { text: units.toString('utf16le', encoding.mark ? 2 : 0), encoding };
}

/** Writes a text in the encoding that it was read in. */
export function encodeText({ text, encoding: { name, mark } }: TextOnDisk): Buffer {
  const whole = `${mark ? '\ufeff' : ''}${text}`;
  if (name === 'utf8') return Buffer.from(whole, 'utf8');
  const units = Buffer.from(whole, 'utf16le');
  return name === 'utf16be' ? units.swap16() : units;
}

function encodingOf(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf16le', mark: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf16be', mark: true };
  // The first character of a text is never a zero. A zero byte beside a byte that is none is half of a UTF-16
  // character.
  if (bytes.length > 1 && bytes[1] === 0 && bytes[0] !== 0) return { name: 'utf16le', mark: false };
  if (bytes.length > 1 && bytes[0] === 0 && bytes[1] !== 0) return { name: 'utf16be', mark: false };
  if (!isUtf8(bytes)) return undefined;
  return { name: 'utf8', mark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
}
