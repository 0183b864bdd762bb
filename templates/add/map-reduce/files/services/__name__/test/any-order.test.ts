import type { Database, JsonObject } from '@app/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collections, finishPart, type Work } from '../src/finish-part.ts';

// The result shows the order of the parts, so a part that is missing, doubled or moved is found.
const work: Work<string, string, string> = {
  map: (text) => `<${text}>`,
  reduce: (mapped) => mapped.join(''),
};

class Killed extends Error {}

type Step = <T>(act: () => T) => Promise<T>;
type Part = { readonly job: string; readonly part: string; readonly input: string };
type Finish = (part: Part, store: Store, step: Step) => Promise<void>;

/** Documents and effects in memory. Other processes may run before and after each call, and a process may die at each call. */
class Store {
  readonly documents = new Map<string, JsonObject>();
  readonly results: unknown[] = [];
  readonly #keys = new Set<string>();

  write(collection: string, id: string, document: JsonObject): void {
    this.documents.set(`${collection}/${id}`, document);
    if (collection === collections.results) this.results.push(document.result);
  }

  ports(step: Step): Pick<Database, 'documents' | 'effects'> {
    return {
      documents: {
        find: (collection, id) => step(() => this.documents.get(`${collection}/${id}`)),
        put: (collection, id, document) => step(() => this.write(collection, id, document)),
        patch: () => Promise.reject(new Error('nobody patches')),
        list: () => Promise.reject(new Error('nobody lists')),
      },
      effects: {
        once: (key, { collection, id, document }) =>
          step(() => {
            if (this.#keys.has(key)) return 'duplicate';
            this.#keys.add(key);
            this.write(collection, id, document);
            return 'applied';
          }),
      },
    };
  }
}

/** Any job, its parts delivered in any order, some again, all at once, with processes that die before or after any of their steps. */
function anyHistory(finish: Finish) {
  const kill = fc.record({ step: fc.nat(60), when: fc.constantFrom('before', 'after') });
  return fc.asyncProperty(
    fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.nat(5), { maxLength: 6 }),
    fc.array(kill, { maxLength: 6 }),
    fc.scheduler(),
    async (inputs, again, kills, scheduler) => {
      let steps = 0;
      const step: Step = async (act) => {
        await scheduler.schedule(Promise.resolve());
        const now = steps++;
        const dies = kills.find((one) => one.step === now)?.when;
        if (dies === 'before') throw new Killed();
        const value = act();
        if (dies === 'after') throw new Killed();
        return value;
      };
      const store = new Store();
      const parts = inputs.map((_, i) => `p${i}`);
      store.write(collections.jobs, 'day', { parts, remaining: parts.length });
      const deliver = async (index: number): Promise<void> => {
        const part = { job: 'day', part: `p${index}`, input: inputs[index] ?? '' };
        for (;;) {
          try {
            return await finish(part, store, step);
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
          }
        }
      };
      const deliveries = [...inputs.keys(), ...again.map((pick) => pick % inputs.length)];
      await scheduler.waitFor(Promise.all(deliveries.map(deliver)));
      expect(store.results).toEqual([work.reduce(inputs.map((input) => `<${input}>`))]);
    },
  );
}

test('in every history the one result is that of the parts done one after the other', async () => {
  await fc.assert(
    anyHistory((part, store, step) => finishPart(part, work, store.ports(step))),
    { numRuns: 500 },
  );
});

test('control: who counts the parts down comes to another result, or to none, or to two', async () => {
  const countDown: Finish = async ({ job, part, input }, store, step) => {
    await step(() => store.write(collections.parts, `${job}:${part}`, { mapped: `<${input}>` }));
    // As good as a counter can be: read and written in one step.
    const remaining = await step(() => {
      const document = store.documents.get(`${collections.jobs}/${job}`) ?? {};
      const left = Number(document.remaining) - 1;
      store.write(collections.jobs, job, { ...document, remaining: left });
      return left;
    });
    if (remaining !== 0) return;
    const found = [...store.documents].filter(([path]) => path.startsWith(`${collections.parts}/`)).sort();
    const result = work.reduce(found.map(([, { mapped }]) => String(mapped)));
    await step(() => store.write(collections.results, job, { result }));
  };
  expect(await fc.check(anyHistory(countDown), { numRuns: 500 })).toMatchObject({ failed: true });
  // The counter is right as long as no part comes twice and no process dies.
  const quiet = new Store();
  quiet.write(collections.jobs, 'day', { parts: ['p0', 'p1'], remaining: 2 });
  for (const part of ['p1', 'p0']) await countDown({ job: 'day', part, input: part }, quiet, async (act) => act());
  expect(quiet.results).toEqual(['<p0><p1>']);
});
