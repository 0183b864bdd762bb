import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownModule } from '../own-module.ts';
import { typescriptArgs } from '../typescript.ts';
import type { AskedFor, Times } from './visitors-process.ts';

/**
 * Visitors in their own process. The gate's process also runs the functions, and the visitors must not slow it down.
 */
export type Visitors = {
  /** Works like `askInTurns` and throws the same errors. Also throws when the process has ended. */
  ask(url: string, paths: readonly string[], count: number): Promise<readonly number[]>;
  stop(): void;
};

/** Starts the visitors. They can run one load at a time. */
export function startVisitors(): Visitors {
  const program = fileURLToPath(ownModule('visitors-process', import.meta.url));
  const child = fork(program, [], { execArgv: typescriptArgs() });
  return {
    async ask(url, paths, count) {
      child.send({ url, paths, count } satisfies AskedFor);
      const { times, error } = await nextMessage(child);
      if (error !== undefined) throw new Error(error);
      return times;
    },
    stop: () => void child.disconnect(),
  };
}

function nextMessage(child: ChildProcess): Promise<Times> {
  return new Promise((done, fail) => {
    const ended = () => fail(new Error('the visitors have ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      done(message as Times);
    });
  });
}
