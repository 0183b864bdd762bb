import { hash } from 'node:crypto';

/** The sha256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
