import type { Database } from '@app/core';
import { openDatabase } from '@app/database';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journal, openJournal } from '../src/journal.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let journal: Journal;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  journal = openJournal(database);
});
afterAll(async () => {
  await database?.close();
  await workshop?.stop();
});

/** A job of three steps that ends before, in or after one of them. */
function jobOf(worked: string[], failAt?: string) {
  return async (step: Parameters<Parameters<Journal['run']>[1]>[0]) => {
    const results: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      if (failAt === `before ${name}`) throw new Error(failAt);
      results.push(
        await step(name, async () => {
          if (failAt === `in ${name}`) throw new Error(failAt);
          worked.push(name);
          return `${name} of run ${worked.length}`;
        }),
      );
      if (failAt === `after ${name}`) throw new Error(failAt);
    }
    return results;
  };
}

test.each(['first', 'second', 'third'].flatMap((name) => [`before ${name}`, `in ${name}`, `after ${name}`]))(
  'a job that ends %s goes on where it stopped, and does nothing twice',
  async (failAt) => {
    const worked: string[] = [];
    await expect(journal.run(failAt, jobOf(worked, failAt))).rejects.toThrow(failAt);
    const results = await journal.run(failAt, jobOf(worked));
    expect(worked).toEqual(['first', 'second', 'third']);
    expect(results).toEqual(['first of run 1', 'second of run 2', 'third of run 3']);
    expect(await journal.run(failAt, jobOf(worked))).toEqual(results);
    expect(worked).toHaveLength(3);
  },
);

test('two runs of one job at the same time go on with one result of each step', async () => {
  const [one, two] = await Promise.all([journal.run('twice', jobOf([])), journal.run('twice', jobOf([]))]);
  expect(one).toEqual(two);
});

test('jobs do not see each other', async () => {
  const worked: string[] = [];
  await journal.run('job-a', jobOf(worked));
  await journal.run('job-b', jobOf(worked));
  expect(worked).toHaveLength(6);
});
