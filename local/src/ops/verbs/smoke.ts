import { setTimeout as wait } from 'node:timers/promises';
import { readDevFile } from '../../dev/dev-file.ts';
import { RefusedError, readArgs } from '../refused.ts';

/** How it is called. */
export const usage = 'npm run smoke -- [--url <shop>] [--wait <seconds>]';
/** What it does, for the list of verbs. */
export const summary = 'places a real order of one piece in a shop and waits for its receipt';

/** A working shop answers within this time, in milliseconds. */
const patience = 10_000;
const lookAgainMs = 500;

/** Places one order as a customer would and waits for its receipt. Throws with the step that failed. */
export async function run(args: readonly string[]): Promise<void> {
  const options = { url: { type: 'string' }, wait: { type: 'string', default: '60' } } as const;
  const { values } = readArgs(args, { usage, positionals: 0, options });
  const shop = addressOf(values.url);
  const seconds = Number(values.wait);
  if (!(seconds >= 0)) throw new RefusedError(`--wait takes seconds, not "${values.wait}". Usage: ${usage}`);

  const products = read<{ sku: string; available: number }[]>(await ask(shop, 'GET', '/products', 200));
  const product = products.find(({ available }) => available > 0);
  if (!product) throw new Error('The shop has nothing in stock, so nothing can be ordered.');
  const order = {
    customer: { name: 'Smoke test', email: 'smoke-test@example.com' },
    lines: [{ sku: product.sku, quantity: 1 }],
  };
  const { id } = read<{ id: string }>(await ask(shop, 'POST', '/orders', 201, order));
  const until = Date.now() + seconds * 1000;
  for (const path = `/orders/${id}/receipt`; ; await wait(lookAgainMs)) {
    // The receipt exists only after its event was handled. Until then the shop answers 404.
    const last = Date.now() >= until;
    if ((await ask(shop, 'GET', path, 200, undefined, last ? [] : [404])) !== undefined) break;
  }
  console.log(`The whole way works: order ${id} has its receipt.`);
}

function addressOf(typed: string | undefined): string {
  const url = typed ?? readDevFile()?.shopUrl;
  if (url === undefined) {
    throw new RefusedError(`No shop is running here: start it with "npm run dev", or say which one. Usage: ${usage}`);
  }
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/$/, '');
  throw new RefusedError(`"${url}" is no address of a shop. Usage: ${usage}`);
}

/**
 * Sends a request and prints the result. Answers `undefined` for a status that may come first. Throws on any other
 * status.
 */
async function ask(
  shop: string,
  method: string,
  path: string,
  wanted: number,
  body?: object,
  before: readonly number[] = [],
): Promise<string | undefined> {
  const began = performance.now();
  const response = await fetch(shop + path, {
    method,
    signal: AbortSignal.timeout(patience),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new Error(
      `${method} ${shop}${path}: no answer (${(error.cause as Error | undefined)?.message ?? error.message}).`,
    );
  });
  const text = await response.text();
  if (before.includes(response.status)) return undefined;
  if (response.status !== wanted) {
    throw new Error(`${method} ${path} answered ${response.status}, not ${wanted}: ${text.slice(0, 200)}`);
  }
  console.log(`${method} ${path}  ${response.status}  ${Math.round(performance.now() - began)} ms`);
  return text;
}

function read<T>(text = ''): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`This is not the answer of a shop: ${text.slice(0, 200)}`);
  }
}
