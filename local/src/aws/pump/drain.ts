import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Drained } from '../../contract/index.ts';

/** Requests to move the one record on which a function fails out of the way. */
export interface DrainRequests {
  /** Whether somebody waits for a request. */
  asked(): Promise<boolean>;
  /** Takes a request, so that no other shard gets it. Answers the function that reports what was moved. */
  take(): Promise<((drained: Drained) => Promise<void>) | undefined>;
}

type Request = { readonly id: string; readonly until: number };

const lookMs = 50;
const takenMs = 10_000;

/**
 * The requests in a folder. `requestDrain` in other processes writes one file for each request, and each request moves
 * one record.
 */
export function drainFolder(dataDir: string, functionName: string): DrainRequests {
  // The asking process may have been killed. Then nobody would learn which record was moved, so an expired request is
  // ignored.
  const current = async () => (await requestsOf(dataDir, functionName)).filter(({ until }) => until > Date.now());
  return {
    asked: async () => (await current()).length > 0,
    async take() {
      for (const { id } of await current()) {
        const file = askedFile(dataDir, functionName, id);
        const mine = `${file}.${randomUUID()}`;
        const taken = await rename(file, mine).then(
          () => true,
          () => false,
        );
        // Another shard took the request, or it was withdrawn.
        if (!taken) continue;
        await rm(mine);
        return async (drained) => {
          const done = doneFile(dataDir, functionName, id);
          await writeFile(`${done}.new`, JSON.stringify(drained));
          await rename(`${done}.new`, done);
        };
      }
      return undefined;
    },
  };
}

/** The requests for a function. The one that expires first comes first. */
async function requestsOf(dataDir: string, functionName: string): Promise<Request[]> {
  const names = await unlessMissing(readdir(join(dataDir, 'drain')));
  const files = (names ?? []).filter((name) => name.startsWith(`${functionName}.`) && name.endsWith('.asked.json'));
  const requests = await Promise.all(files.map((name) => readJson<Request>(join(dataDir, 'drain', name))));
  return requests.filter((request) => request !== undefined).toSorted((a, b) => a.until - b.until);
}

/**
 * Asks the pump of a function, in whichever process it runs, to put the next record that fails into the failure
 * destination. Answers what was moved. Answers `undefined` when nothing failed in time; then nothing will be moved
 * later either.
 */
export async function requestDrain(
  dataDir: string,
  functionName: string,
  patienceMs: number,
): Promise<Drained | undefined> {
  const id = randomUUID();
  const until = Date.now() + patienceMs;
  const asked = askedFile(dataDir, functionName, id);
  const done = doneFile(dataDir, functionName, id);
  await mkdir(join(dataDir, 'drain'), { recursive: true });
  await writeFile(`${asked}.new`, JSON.stringify({ id, until } satisfies Request));
  await rename(`${asked}.new`, asked);
  let deadline = until;
  for (;;) {
    const drained = await readJson<Drained>(done);
    if (drained) {
      await rm(done);
      return drained;
    }
    if (Date.now() > deadline) {
      const withdrawn = await rm(asked).then(
        () => true,
        () => false,
      );
      if (withdrawn || deadline > until) return undefined;
      // The pump took the request at the last moment and is writing to the failure destination. It gets more time.
      deadline += takenMs;
    }
    await wait(lookMs);
  }
}

function askedFile(dataDir: string, functionName: string, id: string): string {
  return join(dataDir, 'drain', `${functionName}.${id}.asked.json`);
}

function doneFile(dataDir: string, functionName: string, id: string): string {
  return join(dataDir, 'drain', `${functionName}.${id}.done.json`);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await unlessMissing(readFile(file, 'utf8'));
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
