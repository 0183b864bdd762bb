import { fileURLToPath } from 'node:url';
import { type ServedFunction, serveFunction } from 'serverless-workshop/local';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { usualPlan } from '../src/canary/plan.ts';
import { serveCanary } from '../src/canary/serve-canary.ts';

const visitors = 1000;
const folder = (name: string) => fileURLToPath(new URL(`versions/${name}`, import.meta.url));

/** Numbers from 0 to 1 that a failure can be repeated with. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('a new version of a function', () => {
  let old: ServedFunction;
  let good: ServedFunction;
  let bad: ServedFunction;

  beforeAll(async () => {
    const serve = (name: string) => serveFunction(folder(name), process.env);
    [old, good, bad] = await Promise.all([serve('good'), serve('good'), serve('bad')]);
  });
  afterAll(() => Promise.all([old, good, bad].map((version) => version?.stop())));

  /** Lets visitors come, four at a time, and answers how many saw an error. */
  async function shift(version: ServedFunction, errorBudget = usualPlan.errorBudget) {
    const seed = Number(process.env.SEED || Math.floor(Math.random() * 1_000_000));
    console.info(`seed ${seed}: repeat with SEED=${seed}`);
    const plan = { ...usualPlan, errorBudget };
    const canary = await serveCanary({ oldUrl: old.url, newUrl: version.url, plan, random: randomFrom(seed) });
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
    expect(state).toMatchObject({ phase: 'rolled-back', weight: 0, errors: usualPlan.errorBudget + 1 });
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
