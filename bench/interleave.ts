import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** One contender of a run: a command, and the folder in which each start gets its own new folder. */
export type Contender = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Restores the folder before each start, outside the measured time. With it all starts happen in the same folder. */
  readonly reset?: () => void;
};

/** Wall times of one contender in milliseconds. */
export type Times = { readonly name: string; readonly median: number; readonly all: readonly number[] };

/** The middle value, or the mean of the two middle values for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Runs all contenders `rounds` times, one after the other in each round, so that a busy moment of the machine affects
 * all of them. The first round warms the disk cache and is not counted. Nothing is deleted between the starts, because
 * a disk frees blocks later and would slow the next contender. Throws when a command fails.
 */
export function interleave(contenders: readonly Contender[], rounds: number): Times[] {
  const times = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    contenders.forEach((contender, i) => {
      const took = once(contender, `round-${round}-${i}`);
      if (round >= 0) times[i]?.push(took);
    });
  }
  return contenders.map(({ name }, i) => ({ name, median: median(times[i] ?? []), all: times[i] ?? [] }));
}

function once({ name, command, args, cwd: parent, reset }: Contender, fresh: string): number {
  const cwd = reset ? parent : join(parent, fresh);
  mkdirSync(cwd, { recursive: true });
  reset?.();
  const start = process.hrtime.bigint();
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) throw new Error(`${name} failed (${result.status}):\n${result.stdout}${result.stderr}`);
  return took;
}
