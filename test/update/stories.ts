import { spawn } from 'node:child_process';
import { bundle, type Mutation } from './bundle.ts';
import type { Property } from './check.ts';
import type { History } from './history.ts';
import type { Found } from './shard.ts';

type Asked = {
  readonly seed: number;
  readonly many: number;
  readonly shards?: number;
  /** Check one promise, and do nothing beside it. */
  readonly only?: Property;
  /** Which history of the seed is the first. */
  readonly from?: number;
};

/** Plays histories in processes of their own, each with a seed of its own: `seed`, `seed + 1`, … */
export async function playStories(
  { seed, many, shards = 1, only, from = 0 }: Asked,
  mutations: readonly Mutation[] = [],
): Promise<Found[]> {
  const program = await bundle('shard', mutations);
  try {
    const share = Math.ceil(many / shards);
    const runs = Array.from({ length: shards }, (_, n) =>
      run(program.file, [String(seed + n), String(share), ...(only === undefined ? [] : [only, String(from)])]),
    );
    return await Promise.all(runs);
  } finally {
    program.remove();
  }
}

/** Says what was found, for a failing test. */
export function tell({ seed, played, violation }: Found): string {
  if (!violation) return `seed ${seed}: ${played} histories`;
  return `seed ${seed}, after ${played} histories: ${violation.message}\n${JSON.stringify(violation.story)}`;
}

/** The environment of the processes: git knows nothing of the machine's owner. */
export const gitEnvironment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  ...(process.env.TMPDIR !== undefined && { TMPDIR: process.env.TMPDIR }),
};

function run(file: string, args: readonly string[]): Promise<Found> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: gitEnvironment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', failed);
    child.on('close', (code) => {
      const text = Buffer.concat(parts).toString('utf8');
      if (code === 0) done(JSON.parse(text) as Found);
      else failed(new Error(`The histories ended with ${code}: ${text}`));
    });
  });
}

/** Plays one history with a bundle that was made before. */
export function replay(file: string, story: History): Promise<Found> {
  return run(file, [JSON.stringify(story)]);
}
