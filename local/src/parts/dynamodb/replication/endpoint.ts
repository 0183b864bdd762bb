import type { Server } from 'node:http';
import { type Intercept, intercept, readBody } from '../front.ts';
import type { Store } from '../store.ts';
import type { Log } from './log.ts';
import { receive } from './receive.ts';
import type { Answer, Message, Shipping } from './ship.ts';
import { readState } from './state.ts';

/** How far two regions are apart, as one of them knows it. Times are in ms since 1970. */
export type RegionLag = {
  readonly region: string;
  /** What the other region must still get. */
  readonly outgoing: {
    readonly waiting: number;
    /** When the oldest write was made that the other region does not have. */
    readonly oldest?: number;
    /** When the other region answered last. */
    readonly answeredAt?: number;
    /** Tables that the other region does not have, or has with other keys. Their writes wait. */
    readonly refused: readonly string[];
  };
  /** What this region has from the other one. */
  readonly incoming?: {
    readonly region: string;
    /** Each write of the other region before this time is here. The time is by the other region's clock. */
    readonly asOf?: number;
    /** When the other region was heard last. */
    readonly heardAt: number;
  };
};

/** Lets `server` take the writes of the other region at `/replication`, and say there how far the two are apart. */
export function replicationEndpoint(
  server: Server,
  store: Store,
  region: string,
  opened: Promise<Log>,
  shipping: () => Promise<Shipping>,
): void {
  let incoming: RegionLag['incoming'];

  const take = async ({ region: from, entries, asOf }: Message): Promise<Answer> => {
    const refused = await receive(store, region, entries);
    const reached = asOf === undefined ? incoming?.asOf : asOf / 1_000;
    incoming = { region: from, heardAt: Date.now(), ...(reached !== undefined && { asOf: reached }) };
    return { store: (await readState(store.db)).id, refused };
  };
  const lag = async (): Promise<RegionLag> => {
    const { count, oldest } = await (await opened).waiting();
    const outgoing = { waiting: count, ...(oldest !== undefined && { oldest: oldest / 1_000 }), ...(await shipping()) };
    return { region, outgoing, ...(incoming && { incoming }) };
  };

  const handle: Intercept = (request) => {
    if (request.url !== '/replication') return undefined;
    return async (_, response) => {
      let answer: object;
      if (request.method === 'POST') {
        const body = await readBody(request);
        if (body === undefined) return;
        const message = parse(body);
        if (!message) return void response.writeHead(400).end();
        answer = await take(message);
      } else {
        answer = await lag();
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    };
  };
  intercept(server, handle);
}

function parse(body: string): Message | undefined {
  try {
    const message = JSON.parse(body) as Message;
    return Array.isArray(message.entries) ? message : undefined;
  } catch {
    return undefined;
  }
}
