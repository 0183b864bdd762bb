import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { runWorkshop, type Workshop, type WorkshopOptions } from './workshop.ts';

/** A workshop for a test or a demo, with temporary data and a way to wait for conditions. */
export type WatchedWorkshop = Workshop & {
  /**
   * Waits for a condition as long as functions finish calls. When it does not come true, the error shows the last lines
   * of the processes.
   */
  until<T>(what: string, condition: () => T | Promise<T>): Promise<Exclude<T, false | undefined>>;
  /** What the processes printed: `name: line`. */
  readonly lines: readonly string[];
  /** The folder of checkpoints and of records that were given up. */
  readonly dataDir: string;
};

/** The options of a test or a demo. */
export type WatchedOptions = Pick<WorkshopOptions, 'functions' | 'off' | 'services' | 'onLine' | 'onReady'>;

/** When a dozen processes start on a busy machine, no call may finish for a minute. */
const patienceMs = 120_000;
const mostMs = 600_000;

/** Starts a workshop on running parts. `drop` is called after it has stopped. */
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
