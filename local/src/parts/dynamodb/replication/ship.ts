import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { KeyValues } from '../store.ts';
import type { Entry } from './entry.ts';
import type { Log } from './log.ts';
import { everything, readState, remember } from './state.ts';

/** What one region sends to the other. A message without entries is a heartbeat. */
export type Message = {
  readonly region: string;
  readonly entries: readonly Entry[];
  /** Each write before this time, by the sender's clock, has been sent. */
  readonly asOf?: number;
};

/** What the other region answers. */
export type Answer = {
  /** The name of its store. */
  readonly store: string;
  /** The tables whose entries it did not take. */
  readonly refused: readonly string[];
};

/** Where the shipping is. */
export type Shipping = {
  /** When the other region answered last, in ms since 1970. */
  readonly answeredAt?: number;
  /** The tables whose entries the other region did not take. */
  readonly refused: readonly string[];
};

const heartbeatMs = 500;
const retryMs = 200;
const silenceMs = 3_000;
const mostBytes = 128 * 1024;
const leastBytes = 2 * 1024;

/** Sends the log to the other region until it is stopped. What was not answered is sent again. */
export function ship(values: KeyValues, log: Log, region: string, to: string): { state(): Shipping; stop(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let stopped = false;
  let floor = '';
  let shipping: Shipping = { refused: [] };
  let bytes = mostBytes;

  const send = async (message: Message): Promise<Answer> => {
    const answer = await post(agent, to, message).catch((error: unknown) => {
      // A link that is too slow for a large message gets smaller ones.
      if (error instanceof Unreachable && error.isSilent) bytes = Math.max(leastBytes, bytes / 16);
      throw error;
    });
    bytes = Math.min(mostBytes, bytes * 2);
    const state = await readState(values);
    if (state.peer !== answer.store) {
      // The other region begins with a store that has nothing of ours. It gets all that is here.
      await log.append(await everything(values, region), [remember({ ...state, peer: answer.store })]);
    }
    shipping = { ...shipping, answeredAt: Date.now() };
    return answer;
  };

  const pass = async () => {
    const refused = new Set<string>();
    let after = floor;
    for (;;) {
      const asOf = log.settled();
      const entries = await log.read(after, refused, bytes);
      if (entries.length === 0) {
        shipping = { ...shipping, refused: [...refused] };
        await send({ region, entries, asOf });
        break;
      }
      const answer = await send({ region, entries });
      for (const table of answer.refused) refused.add(table);
      await log.remove(entries.filter(({ table }) => !refused.has(table)));
      after = entries.at(-1)?.seq ?? after;
    }
    if (refused.size === 0) floor = after;
  };

  const run = async () => {
    while (!stopped) {
      try {
        await pass();
        await log.changed(heartbeatMs);
      } catch (error) {
        if (stopped) return;
        if (!(error instanceof Unreachable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  };
  void run();
  return {
    state: () => shipping,
    stop() {
      stopped = true;
      agent.destroy();
    },
  };
}

class Unreachable extends Error {
  readonly isSilent: boolean;
  constructor(cause: unknown, isSilent: boolean) {
    super('The other region did not answer.', { cause });
    this.isSilent = isSilent;
  }
}

function post(agent: Agent, to: string, message: Message): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    let isSilent = false;
    const fail = (cause: unknown) => reject(new Unreachable(cause, isSilent));
    const sent = request(new URL('/replication', to), {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    });
    // A link that is cut without a word: the connection looks open for ever.
    sent.setTimeout(silenceMs, () => {
      isSilent = true;
      sent.destroy(new Error(`no answer in ${silenceMs} ms`));
    });
    sent.on('error', fail);
    sent.on('response', (response) => {
      text(response)
        .then((answered) => {
          if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}: ${answered}`);
          resolve(JSON.parse(answered) as Answer);
        })
        .catch(fail);
    });
    sent.end(body);
  });
}
