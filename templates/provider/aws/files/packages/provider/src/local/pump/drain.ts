import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A record that was moved out of the way. */
export type Drained = { readonly id: string; readonly key: string; readonly shardId: string };

/** Requests to let go of the one record that a function fails on. */
export interface DrainRequests {
  /** Somebody waits for it. */
  asked(): Promise<boolean>;
  /** Takes the request: true for one shard only. Answers how to say what was moved. */
  take(): Promise<((drained: Drained) => Promise<void>) | undefined>;
}

type Request = { readonly id: string; readonly until: number };

const lookMs = 50;
const takenMs = 10_000;

/** The requests in a folder, where `requestDrain` of another process puts them. */
export function drainFolder(dataDir: string, functionName: string): DrainRequests {
  const file = askedFile(dataDir, functionName);
  const current = async () => {
    const request = await readJson<Request>(file);
    // Who asked may have been killed: nobody would hear of a record that moves now.
    return request && request.until > Date.now() ? request : undefined;
  };
  return {
    asked: async () => (await current()) !== undefined,
    async take() {
      const request = await current();
      if (!request) return undefined;
      const mine = `${file}.${randomUUID()}`;
      try {
        await rename(file, mine);
      } catch {
        return undefined;
      }
      await rm(mine);
      return async (drained) => {
        const done = doneFile(dataDir, functionName, request.id);
        await writeFile(`${done}.new`, JSON.stringify(drained));
        await rename(`${done}.new`, done);
      };
    },
  };
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
  const asked = askedFile(dataDir, functionName);
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

function askedFile(dataDir: string, functionName: string): string {
  return join(dataDir, 'drain', `${functionName}.json`);
}

function doneFile(dataDir: string, functionName: string, id: string): string {
  return join(dataDir, 'drain', `${functionName}.${id}.done.json`);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
