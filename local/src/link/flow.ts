import type { Socket } from 'node:net';

/** What a link does to the bytes of one direction, on all its connections. */
export type DirectionState = { delayMs: number; cut: boolean };

/** The bytes of one connection in one direction. */
export type Flow = {
  /** The bytes that were read from the sender and not yet written to the receiver. */
  held(): number;
  /** Delivers what is due. Called when the state of the direction has changed. */
  move(): void;
  /** Delivers what a cut has held, after the delay of the direction. */
  resend(): void;
  /** Forgets everything that was not delivered. */
  drop(): void;
};

/** At this many held bytes a flow stops reading. The sender's own buffers fill then, and it waits as on a slow network. */
export const windowBytes = 1024 * 1024;

type Item = { readonly what: Buffer | 'end' | 'reset'; due: number };

/**
 * Carries bytes, the end of the stream and resets from one socket to another, in order. A cut holds them: TCP sends lost
 * packets again, so a stream that goes on after a cut has no hole. `to` answers undefined while there is no receiver yet.
 */
export function startFlow(from: Socket, to: () => Socket | undefined, direction: DirectionState): Flow {
  const queue: Item[] = [];
  let held = 0;
  let timer: NodeJS.Timeout | undefined;
  let isBlocked = false;

  const put = (what: Item['what']) => {
    queue.push({ what, due: performance.now() + direction.delayMs });
    if (typeof what !== 'string') held += what.length;
    if (held >= windowBytes) from.pause();
    move();
  };

  const deliver = (what: Item['what'], receiver: Socket) => {
    if (typeof what !== 'string') held -= what.length;
    if (receiver.destroyed) return;
    if (what === 'end') receiver.end();
    else if (what === 'reset') receiver.resetAndDestroy();
    else if (!receiver.write(what)) waitFor(receiver);
  };

  const waitFor = (receiver: Socket) => {
    isBlocked = true;
    const go = () => {
      receiver.off('drain', go).off('close', go);
      isBlocked = false;
      move();
    };
    receiver.on('drain', go).on('close', go);
  };

  const move = () => {
    clearTimeout(timer);
    const receiver = to();
    while (receiver && !direction.cut && !isBlocked) {
      // The first waits for its time, and the others behind it: a delay that became shorter lets nothing overtake.
      const [next] = queue;
      if (!next) break;
      const wait = next.due - performance.now();
      if (wait > 0) {
        timer = setTimeout(move, Math.ceil(wait));
        break;
      }
      queue.shift();
      deliver(next.what, receiver);
    }
    if (held < windowBytes && from.isPaused()) from.resume();
  };

  from.on('data', (bytes: Buffer) => put(bytes));
  from.once('end', () => put('end'));
  from.on('error', () => {});
  from.once('close', (hadError) => {
    if (hadError || !from.readableEnded) put('reset');
  });

  return {
    held: () => held,
    move,
    resend() {
      const due = performance.now() + direction.delayMs;
      for (const item of queue) item.due = Math.max(item.due, due);
      move();
    },
    drop() {
      clearTimeout(timer);
      queue.length = 0;
      held = 0;
    },
  };
}
