import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Env } from '../contract/index.ts';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { startParts } from '../parts/start-parts.ts';
import type { Check } from './check.ts';
import { type KillableOptions, type KillableWorkshop, startKillable } from './killable.ts';
import { aboutSeconds, showProgress } from './progress.ts';

/** The load during the kills, and the checks after them. */
export type KillScene = {
  /**
   * Called at the start of each round. The kill happens while it runs. A failure caused by the kill is not an error.
   */
  arrive(appUrl: string, round: number): Promise<void>;
  /** Called once after the last round, while everything runs. `told` says what was killed. */
  judge(told: string): Promise<Check[]>;
  close(): Promise<void>;
};

/** How often something is killed, and what. */
export type KillOptions = Pick<KillableOptions, 'consumer' | 'stream'> & {
  readonly rounds: number;
  /** Answers a new number from 0 to 1 with each call. */
  readonly random: () => number;
  /**
   * What may be killed: `app` is the process that answers HTTP, `pump` the process that calls the functions, with
   * everything it started. Other names are functions.
   */
  readonly victims: readonly string[];
  /** A kill happens at most this many milliseconds after the start of a round. */
  readonly latestKillMs: number;
  /** Environment variables besides those of the parts. */
  readonly env?: Env;
  /** Called when the workshop runs. `dataDir` survives all kills. */
  readonly open: (env: Env, dataDir: string) => Promise<KillScene>;
  /** Tells a person how to repeat the same run. */
  readonly again: string;
};

/**
 * Starts parts and a workshop on them, and kills one victim per round at a random moment. Answers the checks of the
 * scene.
 */
export async function killRounds(options: KillOptions): Promise<Check[]> {
  const { rounds, random, victims, latestKillMs, open, again } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'gate-'));
  const local = useLocalEnvironment().env;
  const parts = await startParts({ dataDir, keep: false, env: local });
  const env = { ...local, ...parts.env, ...options.env };
  const start = () => startKillable({ ...options, env, dataDir });
  const kills = new Map(victims.map((victim) => [victim, 0]));
  let workshop: KillableWorkshop | undefined;
  let scene: KillScene | undefined;
  try {
    workshop = await start();
    scene = await open(env, dataDir);
    const began = performance.now();
    for (let round = 0; round < rounds; round++) {
      const victim = victims[Math.floor(random() * victims.length)] ?? 'app';
      const arriving = scene.arrive(workshop.app.url, round);
      await wait(random() * latestKillMs);
      kills.set(victim, (kills.get(victim) ?? 0) + 1);
      if (victim === 'pump') {
        await workshop.killAll();
        workshop = await start();
      } else await workshop.kill(victim === 'app' ? workshop.app.name : victim);
      await arriving;
      const left = ((performance.now() - began) / (round + 1)) * (rounds - round - 1);
      showProgress(`${round + 1} of ${rounds} kills, ${aboutSeconds(left)} left, and then the count`);
    }
    showProgress('counting what was promised');
    const each = [...kills].map(([victim, count]) => `${victim} ${count}`).join(', ');
    return await scene.judge(`${rounds} kills (${each}), ${again}`);
  } finally {
    await scene?.close();
    await workshop?.killAll();
    await parts.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
