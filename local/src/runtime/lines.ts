import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Passes on what a child process prints, line by line. */
export function eachLine(streams: readonly (Readable | null)[], onLine: (line: string) => void): void {
  for (const stream of streams) if (stream) createInterface({ input: stream }).on('line', onLine);
}
