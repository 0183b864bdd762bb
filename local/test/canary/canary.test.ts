import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { serveHttp } from '../../src/aws/http/serve.ts';
import { serveCanary } from '../../src/canary/serve-canary.ts';
import type { Connection } from '../../src/contract/index.ts';
import { randomFrom, seedOf } from '../../src/gates/random.ts';
import { FunctionPool } from '../../src/runtime/function-pool.ts';
import { ownCaller } from '../fixtures/own-caller.ts';

const visitors = 1000;
const plan = { weights: [0.1, 1], requestsPerWeight: 20, errorBudget: 3 };

/** A function behind HTTP in processes of its own. */
async function serve(handler: string) {
  const definition = {
    name: handler,
    entry: 'versions.ts',
    handler,
    trigger: { type: 'http' },
    lane: 'user',
    memoryMb: 128,
    timeoutSeconds: 5,
    owner: 'a test',
    alarm: '',
    runbook: '',
  } as const;
  const folder = fileURLToPath(new URL('../fixtures', import.meta.url));
  const pool = new FunctionPool({
    function: { folder, definition },
    provider: ownCaller,
    env: process.env,
    onLine: () => {},
  });
  pool.warm();
  const connection: Connection = await serveHttp((event) => pool.invoke(event), 0);
  return {
    url: String(connection.url),
    async stop() {
      await connection.stop();
      await pool.stop();
    },
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

describe('a new version of a function', () => {
  let old: Served;
  let good: Served;
  let bad: Served;

  beforeAll(async () => {
    [old, good, bad] = await Promise.all([serve('good'), serve('good'), serve('bad')]);
  });
  afterAll(() => Promise.all([old, good, bad].map((version) => version?.stop())));

  /** Lets visitors come, four at a time, and answers how many saw an error. */
  async function shift(version: Pick<Served, 'url'>, errorBudget = plan.errorBudget) {
    const seed = seedOf(process.env);
    console.info(`seed ${seed}: repeat with SEED=${seed}`);
    const options = { plan: { ...plan, errorBudget }, random: randomFrom(seed) };
    const canary = await serveCanary({ oldUrl: old.url, newUrl: version.url, ...options });
    let errors = 0;
    let came = 0;
    const visit = async () => {
      while (came < visitors) {
        came += 1;
        const response = await fetch(canary.url);
        await response.text();
        if (!response.ok) errors += 1;
      }
    };
    await Promise.all([visit(), visit(), visit(), visit()]);
    const last = await fetch(canary.url);
    const state = canary.state();
    await canary.stop();
    return { share: errors / visitors, state, last: last.headers.get('x-version') };
  }

  test('that is bad is taken back within its error budget, and hardly anybody sees it', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { share, state, last } = await shift(bad);
    expect(state).toMatchObject({ phase: 'rolled-back', weight: 0, errors: plan.errorBudget + 1 });
    expect(share).toBeLessThan(0.05);
    expect(share).toBeGreaterThan(0);
    expect(last).toBe('old');
  });

  test('the control: without an error budget the bad version reaches more visitors than that', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { share } = await shift(bad, Number.POSITIVE_INFINITY);
    expect(share).toBeGreaterThan(0.2);
  });

  test('that is good gets everything in the end, and nobody sees an error', async () => {
    const { share, state, last } = await shift(good);
    expect(state).toMatchObject({ phase: 'done', weight: 1, errors: 0 });
    expect(share).toBe(0);
    expect(last).toBe('new');
  });

  test('that cannot be reached at all is taken back too', async () => {
    const gone = { ...bad, url: 'http://127.0.0.1:1' };
    expect((await shift(gone)).state).toMatchObject({ phase: 'rolled-back', weight: 0 });
  });
});
