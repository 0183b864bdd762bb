import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env, FunctionDefinition, Provider } from '../contract/index.ts';
import { ownModule } from '../own-module.ts';
import type { Found } from '../repo.ts';
import { typescriptArgs } from '../typescript.ts';
import { eachLine } from './lines.ts';
import type { Answer, Call } from './messages.ts';

/** Options that all instances of a function share. */
export type InstanceOptions = {
  readonly function: Found<FunctionDefinition>;
  readonly provider: Provider;
  readonly env: Env;
  readonly onLine: (line: string) => void;
};

/** An error that a function threw, or the way its process ended. `name` is the name of the original error. */
class FunctionError extends Error {
  constructor(functionName: string, { name, message, stack }: { name: string; message: string; stack?: string }) {
    super(`${functionName}: ${name}: ${message}`, { cause: stack });
    this.name = name;
  }
}

const preload = ownModule('end-with-parent', import.meta.url);
const host = fileURLToPath(ownModule('host', import.meta.url));

/** One process that runs a function and takes one call at a time, like an instance in Lambda. */
export class FunctionInstance {
  readonly #definition: FunctionDefinition;
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #gone: Promise<unknown>;
  #usable = true;

  constructor({ function: { definition, folder }, provider, env, onLine }: InstanceOptions) {
    this.#definition = definition;
    this.#child = fork(host, [join(folder, definition.entry), definition.handler, provider.caller], {
      cwd: folder,
      execArgv: [...typescriptArgs(), '--import', preload.href],
      env: { ...env, ...provider.environment(definition) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    eachLine([this.#child.stdout, this.#child.stderr], onLine);
    this.#gone = once(this.#child, 'exit').then(() => {
      this.#usable = false;
    });
    this.#ready = this.#answer();
    // The first call reports a failed start.
    this.#ready.catch(() => this.kill());
  }

  /** Whether the process can take another call. */
  get usable(): boolean {
    return this.#usable;
  }

  /**
   * Throws `FunctionError` with what the function threw, or because its process ended, or because it took longer than
   * its timeout. After a timeout the process is killed.
   */
  async call(event: unknown): Promise<unknown> {
    const { name, timeoutSeconds, memoryMb } = this.#definition;
    await this.#ready;
    const deadline = Date.now() + timeoutSeconds * 1000;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      this.kill();
    }, timeoutSeconds * 1000);
    try {
      const answer = this.#answer();
      this.#child.send({ event, invocation: { functionName: name, memoryMb, deadline } } satisfies Call, () => {});
      return await answer;
    } catch (error) {
      if (!timedOut) throw error;
      throw new FunctionError(name, { name: 'TimeoutError', message: `stopped after ${timeoutSeconds} s` });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process at once. */
  kill(): void {
    this.#usable = false;
    this.#child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.kill();
    await this.#gone;
  }

  #answer(): Promise<unknown> {
    const { name } = this.#definition;
    return new Promise((done, fail) => {
      const end = () => {
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        this.#child.off('error', onError);
      };
      const onMessage = (answer: Answer) => {
        end();
        if (answer.kind === 'error') fail(new FunctionError(name, answer.error));
        else done(answer.kind === 'value' ? answer.value : undefined);
      };
      const onExit = (code: number | null, signal: string | null) => {
        end();
        fail(new FunctionError(name, { name: 'ProcessEnded', message: `the process ended with ${signal ?? code}` }));
      };
      const onError = (error: Error) => {
        end();
        fail(error);
      };
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null) return onExit(exitCode, signalCode);
      this.#child.on('message', onMessage).on('exit', onExit).on('error', onError);
    });
  }
}
