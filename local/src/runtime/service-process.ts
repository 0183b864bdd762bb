import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ownModule } from '../own-module.ts';
import type { Found, ServiceDefinition } from '../repo.ts';
import { typescriptArgs } from '../typescript.ts';
import { until } from '../until.ts';
import { eachLine } from './lines.ts';

/** How a service is started. */
export type ServiceOptions = {
  readonly service: Found<ServiceDefinition>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly port: number;
  readonly onLine: (line: string) => void;
};

const preload = ownModule('end-with-parent', import.meta.url);
/**
 * Ample time for a busy laptop that starts a dozen processes. A process that fails ends by itself and is reported at
 * once.
 */
const patienceMs = 180_000;
const politeMs = 3000;

/** A service in its own process. */
export class ServiceProcess {
  readonly url: string;
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /**
   * Starts the process, and waits until `GET /health` answers 200. Throws when the process ends before that, or is not
   * ready in three minutes.
   */
  async start(): Promise<void> {
    const { service, env, port, onLine } = this.#options;
    const { name, entry } = service.definition;
    const child = fork(join(service.folder, entry), [], {
      cwd: service.folder,
      execArgv: [...typescriptArgs(), '--import', preload.href],
      env: { ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    eachLine([child.stdout, child.stderr], onLine);
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`${name} ended with ${signal ?? code} while it started`);
    });
    const healthy = until(`${name} is healthy`, async () => (await fetch(`${this.url}/health`)).ok, { patienceMs });
    // After the race nobody handles this promise any more.
    ended.catch(() => {});
    healthy.catch(() => {});
    await Promise.race([healthy, ended]);
  }

  /** Ends the process at once as `kill -9` does, and waits until it has ended. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks the process to end, and kills it after 3 s. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), politeMs);
    await this.#end('SIGTERM');
    clearTimeout(timer);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
