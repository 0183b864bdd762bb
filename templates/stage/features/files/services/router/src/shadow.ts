import type { IncomingMessage } from 'node:http';
import { type Answer, differencesOf } from './compare.ts';
import { cannotAnswer, withoutQuery } from './fallback.ts';
import { type Forwarded, forward } from './forward.ts';
import { addressSetting } from './places.ts';
import type { Records } from './record.ts';
import type { Route } from './routes.ts';

/** A request that both sides get. */
export type Shadow = {
  /** What to ask the old side, without the headers that make equal answers look different. */
  readonly asked: Forwarded;
  /** Takes a copy of the old side's answer while it goes to the visitor. */
  watch(answer: IncomingMessage): void;
};

/** What shadows need. */
export type ShadowOptions = {
  readonly records: Records;
  readonly addressOf: (name: string) => string | undefined;
  readonly newTimeoutMs: number;
};

/** Comparisons run beside the requests of visitors, so there must not be so many that they fill up this process. */
const mostUnderWay = 50;
const largestBytes = 1024 * 1024;
/** Headers of what is negotiated with each side alone: compression and caches. */
export const negotiated = ['accept-encoding', 'if-none-match', 'if-modified-since', 'range'];

/** Makes the shadows of reads; `undefined` when the new side has enough to do, or nobody knows where it is. */
export function createShadow({ records, addressOf, newTimeoutMs }: ShadowOptions) {
  let underWay = 0;

  return (route: Route, request: Forwarded, oldAddress: string): Shadow | undefined => {
    const path = withoutQuery(request.path);
    const newAddress = addressOf(route.new);
    if (!newAddress) {
      records.add(route.name, { path, skipped: `${addressSetting(route.new)} is not set` });
      return undefined;
    }
    if (underWay >= mostUnderWay) {
      records.add(route.name, { path, skipped: 'too many under way' });
      return undefined;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !negotiated.includes(name)));
    const asked = { ...request, headers };
    const askNew = () => forward(newAddress, asked, newTimeoutMs).then(collect);
    underWay += 1;
    const first = askNew().finally(() => {
      underWay -= 1;
    });
    first.catch(() => {});

    async function compare(old: Answer): Promise<void> {
      let now = await first;
      if (cannotAnswer(route, now.status)) return records.add(route.name, { path, fellBack: `status ${now.status}` });
      let differences = differencesOf(old, now, route.mayDiffer);
      if (differences.length > 0) {
        // The order may have changed between the two questions, so only a difference that shows again counts.
        const again = await collect(await forward(oldAddress, asked, newTimeoutMs));
        now = await askNew();
        differences = differencesOf(again, now, route.mayDiffer);
      }
      records.add(route.name, { path, differences });
    }

    return {
      asked,
      watch(answer) {
        collect(answer)
          .then(compare)
          .catch((error: Error) => records.add(route.name, { path, skipped: error.message }));
      },
    };
  };
}

/** The whole of an answer. Throws when it breaks off or is too large to keep. */
function collect(answer: IncomingMessage): Promise<Answer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= largestBytes) chunks.push(chunk);
    });
    answer.once('end', () => {
      if (bytes > largestBytes) return fail(new Error('the answer is too large'));
      const { statusCode: status = 0, headers } = answer;
      done({ status, contentType: headers['content-type'] ?? '', body: Buffer.concat(chunks) });
    });
    answer.once('close', () => fail(new Error('the answer broke off')));
    answer.once('error', fail);
  });
}
