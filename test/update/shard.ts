import { fc } from '../laws.ts';
import { type Property, Violation } from './check.ts';
import { type History, history } from './history.ts';
import { type Ended, play } from './play.ts';
import { World } from './world.ts';

/** What one process found. */
export type Found = {
  readonly seed: number;
  readonly played: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** The first broken promise, with the smallest history that breaks it. */
  readonly violation?: {
    readonly at: number;
    readonly property: string;
    readonly message: string;
    readonly story: History;
  };
};

/** After how many histories a long run says where it is. */
const told = 500;

/** How many smaller histories are tried once a promise is broken. */
const tries = 120;

/** Plays histories from number `from` on until one breaks a promise (of `only`, where it is given), then looks for a smaller one. */
async function playAll(seed: number, many: number, only: Property | undefined, from: number): Promise<Found> {
  const worlds = { sha1: new World('sha1'), sha256: new World('sha256') };
  const counts: Record<string, number> = {};
  const begun = performance.now();
  let smallest: Found['violation'];
  let played = 0;
  let smaller = 0;
  const shrinks = only === undefined;
  let at = -1;
  const holds = fc.asyncProperty(history, async (story) => {
    at += 1;
    if (at < from) return;
    if (smallest) {
      smaller += 1;
      if (smaller > tries) return;
    }
    let ended: Ended;
    try {
      ended = await play(story, story.seed % 8 === 0 ? worlds.sha256 : worlds.sha1, only);
    } catch (error) {
      const property = error instanceof Violation ? error.property : 'none';
      const message = (error as Error).stack ?? String(error);
      const counted = smallest ? property === smallest.property : only === undefined || only === property;
      if (!counted) {
        counts[property] = (counts[property] ?? 0) + 1;
        return;
      }
      // At once: a smaller one takes its time, and the other processes may run for an hour.
      if (!smallest && shrinks) process.stderr.write(`seed ${seed}, history ${at}: ${(error as Error).message}\n`);
      smallest = { at: smallest?.at ?? at, property, message, story };
      throw error;
    }
    if (smallest) return;
    played += 1;
    counts[ended] = (counts[ended] ?? 0) + 1;
    if (played % told === 0) {
      const seconds = Math.round((performance.now() - begun) / 1000);
      process.stderr.write(`seed ${seed}: ${played} histories in ${seconds} s\n`);
    }
  });
  try {
    await fc.check(holds, { seed, numRuns: from + many, endOnFailure: !shrinks });
  } finally {
    worlds.sha1.remove();
    worlds.sha256.remove();
  }
  const seconds = (performance.now() - begun) / 1000;
  return { seed, played, counts, seconds, ...(smallest && { violation: smallest }) };
}

/** Plays one history. */
async function playOne(story: History): Promise<Found> {
  const world = new World(story.seed % 8 === 0 ? 'sha256' : 'sha1');
  const begun = performance.now();
  const found = (rest: object) => ({
    seed: 0,
    played: 1,
    counts: {},
    seconds: (performance.now() - begun) / 1000,
    ...rest,
  });
  try {
    return found({ counts: { [await play(story, world)]: 1 } });
  } catch (error) {
    const property = error instanceof Violation ? error.property : 'none';
    return found({ violation: { at: 0, property, message: (error as Error).stack ?? String(error), story } });
  } finally {
    world.remove();
  }
}

const [seed = '1', many = '100', only, from = '0'] = process.argv.slice(2);
const found = seed.startsWith('{')
  ? await playOne(JSON.parse(seed))
  : await playAll(Number(seed), Number(many), (only || undefined) as Property | undefined, Number(from));
process.stdout.write(JSON.stringify(found));
