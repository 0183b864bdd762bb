import type { Socket } from 'node:net';
import { type DirectionState, type Flow, startFlow } from './flow.ts';

/** From the side that connects to the side that listens, or back. */
export type Direction = 'upstream' | 'downstream';

/** A client's connection through a link. */
export type Connection = {
  /** The bytes that the link holds of this connection. */
  held(direction: Direction): number;
  /** Follows a changed delay or cut. */
  move(): void;
  /** Follows a healed cut. */
  resend(): void;
  /** Ends both sides with a reset. */
  reset(): void;
};

/** Carries a client's connection to the server that `reach` connects to. Calls `onClosed` when both sides are closed. */
export function carry(
  client: Socket,
  reach: () => Socket,
  directions: Readonly<Record<Direction, DirectionState>>,
  onClosed: () => void,
): Connection {
  let server: Socket | undefined;
  let downstream: Flow | undefined;

  const closed = () => {
    if (!client.destroyed || (server && !server.destroyed)) return;
    upstream.drop();
    downstream?.drop();
    onClosed();
  };

  // The first packet of a connection is lost in a cut, like every other.
  const open = () => {
    if (server || directions.upstream.cut || client.destroyed) return;
    const reached = reach();
    server = reached;
    server.setNoDelay(true);
    server.once('close', closed);
    downstream = startFlow(reached, () => client, directions.downstream);
  };

  const upstream = startFlow(client, () => server, directions.upstream);
  client.setNoDelay(true);
  client.once('close', closed);
  open();

  return {
    held: (direction) => (direction === 'upstream' ? upstream : downstream)?.held() ?? 0,
    move() {
      open();
      upstream.move();
      downstream?.move();
    },
    resend() {
      open();
      upstream.resend();
      downstream?.resend();
    },
    reset() {
      client.resetAndDestroy();
      // A socket that still connects would be reset only when it has connected.
      if (server?.connecting) server.destroy();
      else server?.resetAndDestroy();
    },
  };
}
