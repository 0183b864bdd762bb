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

/** What comes in while the kills go on, and what is asked of it afterwards. */
export type KillScene = {
  /** Called at the beginning of each round; the kill falls while it works. What fails because of it is no error. */
  arrive(appUrl: string, round: number): Promise<void>;
  /** Called once after the last round, while everything runs. `told` says what was killed. */
  judge(told: string): Promise<Check[]>;
  close(): Promise<void>;
};

/** How often is killed, and whom. */
export type KillOptions = Pick<KillableOptions, 'consumer' | 'stream'> & {
  readonly rounds: number;
  /** A new number from 0 to 1 with each call. */
  readonly random: () => number;
  /** `app` is what answers HTTP, `pump` the process that feeds the functions with everything it started; others are functions by name. */
  readonly victims: readonly string[];
  /** A kill falls at most so late in a round. */
  readonly latestKillMs: number;
  /** Settings beside those of the parts. */
  readonly env?: Env;
  /** Called when the workshop runs. `dataDir` outlives all kills. */
  readonly open: (env: Env, dataDir: string) => Promise<KillScene>;
  /** How a person gets the same run again. */
  readonly again: string;
};

/** Starts parts and a workshop on them, kills one victim a round at a random moment, and answers what the scene then finds. */
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
