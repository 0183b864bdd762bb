import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { runWorkshop, type Workshop, type WorkshopOptions } from './workshop.ts';

/** A workshop for a test or a demo, whose data is thrown away, and which can be waited for. */
export type WatchedWorkshop = Workshop & {
  /** Waits for a condition, as long as functions finish calls; when it does not come true, the error shows what the processes printed last. */
  until<T>(what: string, condition: () => T | Promise<T>): Promise<Exclude<T, false | undefined>>;
  /** What the processes printed: `name: line`. */
  readonly lines: readonly string[];
  /** The folder of checkpoints and of what was given up. */
  readonly dataDir: string;
};

/** What a test or a demo can choose. */
export type WatchedOptions = Pick<WorkshopOptions, 'functions' | 'off' | 'services' | 'onLine' | 'onReady'>;

/** A dozen processes that start at once on a busy machine are a minute in which no call is finished. */
const patienceMs = 120_000;
const mostMs = 600_000;

/** Starts a workshop on parts that run already; `drop` is called when it has stopped. */
export async function watchedWorkshop(
  options: WatchedOptions,
  env: WorkshopOptions['env'],
  drop: () => Promise<void>,
): Promise<WatchedWorkshop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workshop-run-'));
  const lines: string[] = [];
  const withLines = (error: Error) => new Error(`${error.message}\n${lines.slice(-30).join('\n')}`, { cause: error });
  const onLine = (from: string, line: string) => {
    lines.push(`${from}: ${line}`);
    options.onLine?.(from, line);
  };
  const end = async () => {
    await drop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const running = await runWorkshop({ ...options, env, dataDir, onLine }).catch(async (error: Error) => {
    await end();
    throw withLines(error);
  });
  return {
    ...running,
    lines,
    dataDir,
    async until(what, condition) {
      return until(what, condition, { patienceMs, mostMs, progress: () => running.finished() }).catch(
        (error: Error) => {
          throw withLines(error);
        },
      );
    },
    async stop() {
      await running.stop();
      await end();
    },
  };
}
