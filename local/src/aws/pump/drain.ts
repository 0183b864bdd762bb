import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Drained } from '../../contract/index.ts';

/** Requests to let go of the one record that a function fails on. */
export interface DrainRequests {
  /** Somebody waits for it. */
  asked(): Promise<boolean>;
  /** Takes a request, which no other shard then has. Answers how to say what was moved. */
  take(): Promise<((drained: Drained) => Promise<void>) | undefined>;
}

type Request = { readonly id: string; readonly until: number };

const lookMs = 50;
const takenMs = 10_000;

/** The requests in a folder, where `requestDrain` of other processes puts them: a file for each, and each has a record of its own. */
export function drainFolder(dataDir: string, functionName: string): DrainRequests {
  // Who asked may have been killed: nobody would hear of a record that moves now.
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
        // Another shard has it, or it was withdrawn.
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

/** What is asked of a function, by who gives up first. */
async function requestsOf(dataDir: string, functionName: string): Promise<Request[]> {
  const names = await unlessMissing(readdir(join(dataDir, 'drain')));
  const files = (names ?? []).filter((name) => name.startsWith(`${functionName}.`) && name.endsWith('.asked.json'));
  const requests = await Promise.all(files.map((name) => readJson<Request>(join(dataDir, 'drain', name))));
  return requests.filter((request) => request !== undefined).toSorted((a, b) => a.until - b.until);
}

/**
 * Asks the pump of a function, in whatever process it runs, to put the record that fails next into the failure
 * destination. Answers what was moved; `undefined` when nothing failed for so long, and then nothing will move.
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
      // Taken at the last moment: the failure destination is being written.
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
