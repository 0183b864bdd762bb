import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The progress in a shard. `drained` means that the shard is closed and its last record is settled. */
type Checkpoint = { readonly sequenceNumber?: string; readonly drained?: boolean };

/** Stores the progress in each shard, for one function on one stream. */
export interface Checkpoints {
  get(shardId: string): Checkpoint | undefined;
  set(shardId: string, checkpoint: Checkpoint): void;
  /** Resolves when everything that was set is stored. */
  flush(): Promise<void>;
}

/** Checkpoints in memory, which are lost when the process ends. */
export function memoryCheckpoints(): Checkpoints {
  const known = new Map<string, Checkpoint>();
  return {
    get: (shardId) => known.get(shardId),
    set: (shardId, checkpoint) => void known.set(shardId, checkpoint),
    flush: async () => {},
  };
}

/**
 * Checkpoints in a JSON file. `onLine` is told when it cannot be written. A crash loses the newest ones. Their records
 * are then delivered again, as a real stream would do.
 */
export async function fileCheckpoints(
  file: string,
  onLine: (line: string) => void = console.warn,
): Promise<Checkpoints> {
  const known = new Map<string, Checkpoint>(Object.entries(await readJson(file)));
  let writing: Promise<void> | undefined;
  let dirty = false;

  async function write(): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    while (dirty) {
      dirty = false;
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(known)));
      await rename(`${file}.new`, file);
    }
  }

  function start(): Promise<void> {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  return {
    get: (shardId) => known.get(shardId),
    set(shardId, checkpoint) {
      known.set(shardId, checkpoint);
      dirty = true;
      start().catch((error) => onLine(`checkpoints were not stored: ${error}`));
    },
    flush: () => (dirty || writing ? start() : Promise.resolve()),
  };
}

async function readJson(file: string): Promise<Record<string, Checkpoint>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
