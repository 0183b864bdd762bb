import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { plainEnvironment } from './npm.ts';

/** How long a line may take that is waited for, in ms. */
const patience = 60_000;

/** Runs `npm run dev`, or the same in other words, in a repo until all is up, does what is asked, and stops it. `sees` waits for a text in what it prints from then on. Throws with what it printed when it ends by itself. */
export async function whileDevRuns<T>(
  repo: string,
  then: (sees: (said: RegExp) => Promise<void>) => Promise<T>,
  [program, ...args]: readonly [string, ...string[]] = ['npm', 'run', 'dev'],
  env: NodeJS.ProcessEnv = plainEnvironment,
): Promise<T> {
  const dev = spawn(program, args, {
    cwd: repo,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm hands no signal on: what it started is in a group that is stopped as a whole, as a terminal does.
    detached: true,
  });
  const ended = once(dev, 'exit');
  const closed = once(dev, 'close');
  const printed: string[] = [];
  dev.stderr.setEncoding('utf8').on('data', (text) => printed.push(text));
  try {
    let up = false;
    for await (const line of createInterface({ input: dev.stdout })) {
      printed.push(line);
      up = line.includes('All is up');
      if (up) break;
    }
    if (!up) {
      // What it said last may still be on its way.
      await closed;
      throw new Error(`npm run dev ended before all was up\n${printed.join('\n')}`);
    }
    let later = '';
    dev.stdout.setEncoding('utf8').on('data', (text) => {
      later += text;
    });
    dev.stdout.resume();
    const sees = async (said: RegExp) => {
      const until = AbortSignal.timeout(patience);
      while (!said.test(later)) {
        await once(dev.stdout, 'data', { signal: until }).catch((cause) => {
          throw new Error(`${said} was not seen in\n${later}`, { cause });
        });
      }
    };
    return await then(sees);
  } finally {
    if (dev.pid !== undefined && dev.exitCode === null && dev.signalCode === null) process.kill(-dev.pid, 'SIGINT');
    await ended;
  }
}
