import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { composedRepo } from './composed-repo.ts';

/** Measures what a person waits for in the default repo. */
export async function measureRepo(): Promise<Claim[]> {
  const repo = await composedRepo('default');
  rmSync(join(repo, '.data'), { recursive: true, force: true });
  const first = await startDev(repo);
  const again = await startDev(repo);
  return [
    {
      what: '`npm run dev` until all is up',
      measured: again,
      unit: ' s',
      budget: { at: 'most', value: 10 },
      detail: `the very first start, which makes the database: ${first.toFixed(1)} s`,
    },
    {
      what: '`npm test` in the default repo',
      measured: runTests(repo),
      unit: ' s',
      budget: { at: 'most', value: 25 },
      detail: 'all local parts started',
    },
  ];
}

/**
 * Measures the seconds from the command to the line that says that everything runs. Then it ends the command as Ctrl-C
 * does.
 */
async function startDev(repo: string): Promise<number> {
  const began = performance.now();
  const dev = spawn(process.execPath, ['node_modules/serverless-workshop/bin.js', 'dev'], {
    cwd: repo,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(dev, 'exit');
  let said = '';
  const up = new Promise<number>((resolve, reject) => {
    dev.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('All is up')) resolve((performance.now() - began) / 1000);
    });
    dev.once('exit', (code) => reject(new Error(`npm run dev ended with ${code}:\n${said}`)));
  });
  try {
    return await up;
  } finally {
    dev.kill('SIGINT');
    await ended;
  }
}

function runTests(repo: string): number {
  const began = performance.now();
  const result = spawnSync('npm', ['test', '--silent'], { cwd: repo, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`npm test failed:\n${result.stdout}${result.stderr}`);
  return (performance.now() - began) / 1000;
}
