import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type Connection, carry, type Direction } from './connection.ts';
import type { DirectionState } from './flow.ts';

/** A TCP link on 127.0.0.1 that can be slowed, cut and healed while connections are open. */
export type Link = {
  readonly port: number;
  /** The target's URL with the link's own host and port. */
  readonly url: string;
  /** Delays every byte from now on. Bytes never overtake each other. */
  delay(direction: Direction | 'both', ms: number): void;
  /**
   * `silent`: nothing arrives any more, and no side is told. In one direction alone the link is half open. `refused`: open
   * connections are reset, and so is every new one.
   */
  cut(direction: Direction | 'both', kind: 'silent'): void;
  cut(direction: 'both', kind: 'refused'): void;
  /** Ends all cuts. What a silent cut has held arrives, after the delay. Delays stay. */
  heal(): void;
  /** The bytes that the link holds because of delays, cuts and slow readers. */
  held(direction: Direction): number;
  /** Resets every connection and stops listening. */
  stop(): Promise<void>;
};

/** What a link needs to start. */
export type LinkOptions = {
  /** Where the link leads: a host and a port, or a URL that names both. */
  readonly to: { readonly host: string; readonly port: number } | string;
  /** The port to listen on. Without it, any free one. */
  readonly port?: number;
};

/** Starts a link. Throws when the target has no port, and when the port of its own is taken. */
export async function startLink({ to, port = 0 }: LinkOptions): Promise<Link> {
  const target = parseTarget(to);
  const directions: Record<Direction, DirectionState> = {
    upstream: { delayMs: 0, cut: false },
    downstream: { delayMs: 0, cut: false },
  };
  const connections = new Set<Connection>();
  let isRefused = false;

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (isRefused) {
      client.on('error', () => {});
      client.resetAndDestroy();
      return;
    }
    const reach = () => connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true });
    const connection = carry(client, reach, directions, () => connections.delete(connection));
    connections.add(connection);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const own = new URL(target);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  const all = (act: (connection: Connection) => void) => {
    for (const connection of [...connections]) act(connection);
  };
  const change = (direction: Direction | 'both', changes: Partial<DirectionState>) => {
    for (const name of direction === 'both' ? (['upstream', 'downstream'] as const) : [direction]) {
      Object.assign(directions[name], changes);
    }
  };

  return {
    port: Number(own.port),
    url: own.href,
    delay(direction, ms) {
      if (!(ms >= 0)) throw new RangeError(`a link cannot delay by ${ms} ms: give 0 or more`);
      change(direction, { delayMs: ms });
    },
    cut(direction: Direction | 'both', kind: 'silent' | 'refused') {
      isRefused = kind === 'refused';
      if (isRefused) all((connection) => connection.reset());
      else change(direction, { cut: true });
    },
    heal() {
      isRefused = false;
      change('both', { cut: false });
      all((connection) => connection.resend());
    },
    held: (direction) => [...connections].reduce((sum, connection) => sum + connection.held(direction), 0),
    async stop() {
      if (!server.listening) return;
      isRefused = true;
      const closed = once(server, 'close');
      server.close();
      all((connection) => connection.reset());
      await closed;
    },
  };
}

function parseTarget(to: LinkOptions['to']): URL {
  const url = new URL(typeof to === 'string' ? to : `tcp://${to.host}:${to.port}`);
  if (!url.port) throw new Error(`a link needs a port to lead to, and ${url.href} has none: write it into the URL`);
  return url;
}
