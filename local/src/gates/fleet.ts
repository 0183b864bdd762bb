import type { Downstream, Instance } from '../contract/index.ts';

/** The instances of a lane, managed as a provider does. */
export type Fleet = {
  /** A call takes a free instance, or starts one while the lane may have more. Otherwise it waits. */
  run(busyMs: number): Promise<void>;
  /** From now on new instances are started. The old ones are frozen, and their connections stay open. */
  deploy(): void;
  close(): Promise<void>;
};

/** A lane with at most `most` instances at once that call this downstream. */
export function fleetOf(downstream: Downstream, most: number): Fleet {
  let version = { free: [] as Instance[], started: 0, waiting: [] as (() => void)[] };
  const all: Instance[] = [];

  async function run(busyMs: number): Promise<void> {
    let mine = version;
    while (mine.free.length === 0 && mine.started >= most) {
      await new Promise<void>((wake) => mine.waiting.push(wake));
      mine = version;
    }
    let instance = mine.free.pop();
    if (!instance) {
      mine.started += 1;
      instance = downstream.open();
      all.push(instance);
    }
    try {
      await instance.call(busyMs);
    } finally {
      mine.free.push(instance);
      mine.waiting.shift()?.();
    }
  }

  return {
    run,
    deploy() {
      const old = version;
      version = { free: [], started: 0, waiting: [] };
      for (const wake of old.waiting.splice(0)) wake();
    },
    close: async () => void (await Promise.allSettled(all.map((instance) => instance.close()))),
  };
}
