import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Env } from '../contract/index.ts';
import { ownModule } from '../own-module.ts';
import { typescriptArgs } from '../typescript.ts';
import type { Answer, Command } from './host-messages.ts';

/** A workshop in its own process, on parts and data that survive it. */
export type KillableWorkshop = {
  /** The name and the address of the process that answers HTTP. Both are new after a restart. */
  readonly app: { readonly name: string; readonly url: string };
  /** `kill -9` on the processes of a service or a function. A service is started again. */
  kill(name: string): Promise<void>;
  /** `kill -9` on the process with the pump and everything it started. */
  killAll(): Promise<void>;
};

/** What a killable workshop needs to start. */
export type KillableOptions = {
  /** The settings of running parts. */
  readonly env: Env;
  /** A folder that survives the kills. */
  readonly dataDir: string;
  /**
   * The module of one more consumer. It exports `open`, an `OpenConsumer`, and is loaded in the process that is killed.
   */
  readonly consumer: URL;
  /** The stream that the consumer reads. */
  readonly stream: string;
};

/** Starts a killable workshop. Throws when the process ends before it is ready. */
export async function startKillable({ env, dataDir, consumer, stream }: KillableOptions): Promise<KillableWorkshop> {
  const child = fork(fileURLToPath(ownModule('host', import.meta.url)), [dataDir, consumer.href, stream], {
    env,
    execArgv: typescriptArgs(),
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
