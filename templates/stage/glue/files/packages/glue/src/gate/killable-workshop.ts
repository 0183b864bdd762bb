import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Command } from './host-messages.ts';

/** A workshop in a process of its own, on parts and data that outlive it. */
export type KillableWorkshop = {
  /** The name of what answers HTTP, and where. Both are new after a restart. */
  readonly app: { readonly name: string; readonly url: string };
  /** `kill -9` on the processes of a service or a function; a service starts again. */
  kill(name: string): Promise<void>;
  /** `kill -9` on the process with the pump, and with it everything it started. */
  killAll(): Promise<void>;
};

/** Starts one. Throws when the process ends before it is ready. */
export async function startKillable(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): Promise<KillableWorkshop> {
  const child = fork(fileURLToPath(new URL('host.ts', import.meta.url)), [dataDir], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString('utf8')));
  const ready = await answerOf(child, said);
  const [entry] = ready.kind === 'ready' ? Object.entries(ready.urls) : [];
  if (!entry) throw new Error('nothing here answers HTTP');
  const [name, url] = entry;
  const tell = async (command: Command) => {
    child.send(command);
    await answerOf(child, said);
  };
  return {
    app: { name, url },
    async kill(victim) {
      await tell({ kind: 'kill', name: victim });
      if (victim === name) await tell({ kind: 'restart', name });
    },
    async killAll() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function answerOf(child: ChildProcess, said: readonly string[]): Promise<Answer> {
  return new Promise((done, fail) => {
    const onMessage = (answer: Answer) => {
      child.off('exit', onExit);
      done(answer);
    };
    const onExit = () => {
      child.off('message', onMessage);
      fail(new Error(`the workshop ended by itself: ${said.join('').trim().split('\n').at(-1)}`));
    };
    child.once('message', onMessage).once('exit', onExit);
  });
}
