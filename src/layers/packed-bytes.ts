import { promisify } from 'node:util';
import { brotliCompressSync, brotliDecompress, brotliDecompressSync, constants } from 'node:zlib';

/** Where the compressed bytes begin: after their length when unpacked, uint32 LE. */
const start = 4;

/** Compresses a pack; `quality` from 0 to 11. */
export function packBytes(bytes: Buffer, quality = constants.BROTLI_MAX_QUALITY): Buffer {
  const length = Buffer.alloc(start);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })]);
}

/** The bytes that `packBytes` compressed. Throws where it is something else. */
export function unpackBytes(stored: Buffer): Buffer {
  return brotliDecompressSync(stored.subarray(start), options(stored));
}

/** The same in a thread, while this one goes on. */
export function unpackBytesBeside(stored: Buffer): Promise<Buffer> {
  return promisify(brotliDecompress)(stored.subarray(start), options(stored));
}

/** Room for all of it at once: else it comes in pieces, which are then copied together. */
function options(stored: Buffer): { chunkSize: number } {
  const most = 64 * 1024 * 1024;
  return { chunkSize: Math.min(Math.max(stored.readUInt32LE(0), 64), most) };
}
