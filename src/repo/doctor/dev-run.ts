import type { Finding } from './finding.ts';
import { readJson } from './workspace.ts';

/**
 * What a running `npm run dev` of this repo writes to `.data/dev.json`. Before all parts are up it holds the process
 * only.
 */
export type DevRun = {
  readonly pid: number;
  readonly shopUrl?: string;
  /** The addresses of the servers, by name. */
  readonly addresses?: Readonly<Record<string, string>>;
};

const file = '.data/dev.json';
const patienceMs = 2_000;

/** The run of `npm run dev` in this repo, if its process is alive. */
export function devRunOf(root: string): DevRun | undefined {
  const run = readJson<DevRun>(root, file);
  if (!run || !Number.isInteger(run.pid) || !lives(run.pid)) return undefined;
  return run;
}

/** The name under which this run listens on a port. */
export function listenerOn(run: DevRun | undefined, port: number): string | undefined {
  return Object.entries(run?.addresses ?? {}).find(
    ([, url]) => URL.canParse(url) && Number(new URL(url).port) === port,
  )?.[0];
}

/**
 * Reports that the repo's own `npm run dev` runs. A process that is alive and does not answer may be another program
 * with a reused process id.
 */
export async function devFindings(run: DevRun | undefined): Promise<Finding[]> {
  if (!run) return [];
  const what = 'npm run dev';
  const { pid, shopUrl } = run;
  if (shopUrl === undefined) return [{ what, status: 'note', detail: `starts: process ${pid}` }];
  if (await answers(shopUrl)) return [{ what, status: 'ok', detail: `runs: process ${pid}, ${shopUrl}` }];
  return [
    {
      what,
      status: 'note',
      detail: `${file} says that process ${pid} runs it, and ${shopUrl} does not answer`,
      mend: `Wait, or end it with Ctrl-C in its terminal. If that process is another program, delete ${file}.`,
    },
  ];
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(patienceMs) }).then(
    () => true,
    () => false,
  );
}
