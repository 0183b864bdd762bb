import type { CloudEvent } from '@app/core';

/** Reads events behind a cursor, in the order of their numbers. `openNaiveOutbox` in `@app/outbox/local` gives one. */
export type CursorReader = {
  after(cursor: string | undefined, limit: number): Promise<readonly { cursor: string; event: CloudEvent }[]>;
};

/**
 * The relay everybody writes first: read what has a higher number than the last one, remember the highest. It is here to
 * show the loss. A number is taken before the write becomes visible; what becomes visible behind the cursor is never read.
 */
export function createNaiveRelay(outbox: CursorReader, publish: (events: readonly CloudEvent[]) => void) {
  let cursor: string | undefined;
  return {
    /** Looks once. Answers how many events it found. */
    async look(): Promise<number> {
      const found = await outbox.after(cursor, 100);
      publish(found.map(({ event }) => event));
      cursor = found.at(-1)?.cursor ?? cursor;
      return found.length;
    },
  };
}
