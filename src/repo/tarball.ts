import { gzip } from 'node:zlib';

/** One file of a packed package, by its path in the package. */
export type Packed = { readonly path: string; readonly bytes: Uint8Array; readonly executable: boolean };

/** The time that npm gives every file (October 1985), in seconds. With it the same files make the same archive. */
const packedAt = 499162500;

const block = 512;

/**
 * Packs files as npm does: ustar under `package/`, gzipped. The same files give the same bytes. The compression runs in
 * the thread pool.
 */
export function packTarball(files: readonly Packed[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    parts.push(header(file), file.bytes, new Uint8Array((block - (file.bytes.byteLength % block)) % block));
  }
  parts.push(new Uint8Array(2 * block));
  const archive = Buffer.concat(parts);
  return new Promise((resolve, reject) => {
    // The output fits into one chunk. With smaller chunks the thread would wait after each one for the event loop,
    // which is busy writing files.
    gzip(archive, { level: 6, chunkSize: archive.length + 1024 }, (error, packed) => {
      if (error) reject(error);
      else resolve(packed);
    });
  });
}

function header({ path, bytes, executable }: Packed): Buffer {
  const name = `package/${path}`;
  if (Buffer.byteLength(name) > 100) throw new RangeError(`A packed path has at most 100 bytes: ${name}`);
  const head = Buffer.alloc(block);
  head.write(name, 0);
  head.write(octal(executable ? 0o755 : 0o644, 7), 100);
  head.write(octal(0, 7), 108);
  head.write(octal(0, 7), 116);
  head.write(octal(bytes.byteLength, 11), 124);
  head.write(octal(packedAt, 11), 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\u000000', 257);
  let sum = 0;
  for (const byte of head) sum += byte;
  head.write(`${octal(sum, 6)}\0 `, 148);
  return head;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
