import { FunctionInstance, type InstanceOptions } from './function-instance.ts';

/** Enough to see calls run in parallel. A laptop has no room for a thousand. */
const mostInstances = 4;

/** The instances of one function. A call takes a free instance or starts one. When all are busy it waits. */
export class FunctionPool {
  readonly #options: InstanceOptions;
  readonly #free: FunctionInstance[] = [];
  readonly #all = new Set<FunctionInstance>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  /** Starts an instance in advance for the first call. */
  warm(): void {
    if (this.#all.size === 0 && !this.#stopped) this.#free.push(this.#start());
  }

  /** Throws what the function throws; see `FunctionInstance.call`. */
  async invoke(event: unknown): Promise<unknown> {
    const instance = await this.#take();
    try {
      return await instance.call(event);
    } finally {
      this.#giveBack(instance);
    }
  }

  /** Kills all processes as `kill -9` does. The next call starts a new one. */
  kill(): void {
    for (const instance of this.#all) instance.kill();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((instance) => instance.stop()));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #take(): Promise<FunctionInstance> {
    for (;;) {
      if (this.#stopped) throw new Error(`${this.#options.function.definition.name} is stopped`);
      const free = this.#free.pop();
      if (free?.usable) return free;
      if (free) {
        this.#all.delete(free);
        continue;
      }
      if (this.#all.size < mostInstances) return this.#start();
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  #start(): FunctionInstance {
    const started = new FunctionInstance(this.#options);
    this.#all.add(started);
    return started;
  }

  #giveBack(instance: FunctionInstance): void {
    if (instance.usable) this.#free.push(instance);
    else this.#all.delete(instance);
    this.#waiting.shift()?.();
  }
}
