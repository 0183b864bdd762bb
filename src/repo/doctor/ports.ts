import { createServer } from 'node:net';
import { basename } from 'node:path';
import { type DevRun, listenerOn } from './dev-run.ts';
import type { Finding } from './finding.ts';
import type { Settings } from './settings.ts';
import { declaredPackages, readJson, workspaceFolders } from './workspace.ts';

/** The host that `npm run dev` listens on. */
const host = '127.0.0.1';

/** The ports that `npm run dev` tries first, for a function that answers HTTP and for the receiver of traces. */
const liked = { http: 3000, traces: 4318 } as const;

const lastPort = 65_535;

/** A port that a service asks for, and the place that asks for it. */
type Wanted = { readonly by: string; readonly asked: unknown; readonly place: string };

/**
 * Checks whether the ports that `npm run dev` tries first are free. It takes another port when one is taken. `run` is
 * the repo's own `npm run dev` that runs now.
 */
export async function portFindings(root: string, settings: Settings, run?: DevRun): Promise<Finding[]> {
  const folders = workspaceFolders(root);
  const wanted = folders.flatMap((folder) => wantedBy(folder, settings));
  if (declaredPackages(root).has('serverless-workshop'))
    wanted.push({ by: 'traces', asked: liked.traces, place: 'npm run dev' });
  const free = wanted.filter(({ asked }) => isPort(asked));
  return [...noPortFindings(wanted), ...(await Promise.all(free.map((one) => freeFinding(one, run))))];
}

function wantedBy(folder: string, settings: Settings): Wanted[] {
  const by = basename(folder);
  const service = readJson<{ port?: unknown; front?: boolean }>(folder, 'service.json');
  const trigger = readJson<{ trigger?: { type?: string; path?: string } }>(folder, 'function.json')?.trigger;
  const own = service?.port;
  // A function that serves one path is reached through another function, so it can listen on any port.
  const http = trigger?.type === 'http' && trigger.path === undefined;
  if (own === undefined && !http) return [];
  // PORT sets the port of the shop. The service in front of the shop has its own setting.
  const set = service?.front ? undefined : settings('PORT');
  if (set) return [{ by, asked: set.value, place: `PORT in ${set.place}` }];
  return [{ by, asked: own || liked.http, place: `"port" in services/${by}/service.json` }];
}

/** One finding for each place that asks for an invalid port. With one, `npm run dev` would not start. */
function noPortFindings(wanted: readonly Wanted[]): Finding[] {
  const places = new Map(wanted.filter(({ asked }) => !isPort(asked)).map(({ place, asked }) => [place, asked]));
  return [...places].map(([place, asked]) => ({
    what: 'port',
    status: 'broken',
    detail: `${place} is ${JSON.stringify(asked)}; a port is a whole number from 0 to ${lastPort}`,
    mend: `Correct ${place}, or take it out.`,
  }));
}

function isPort(asked: unknown): boolean {
  const port = Number(asked);
  return Number.isInteger(port) && port >= 0 && port <= lastPort;
}

async function freeFinding({ by, asked }: Wanted, run: DevRun | undefined): Promise<Finding> {
  const port = Number(asked);
  const what = `port ${port}`;
  const own = listenerOn(run, port);
  if (own !== undefined) return { what, status: 'ok', detail: `npm run dev of this repo has it, for ${own}` };
  if (await isFree(port)) return { what, status: 'ok', detail: `free for ${by}` };
  return { what, status: 'note', detail: `taken; npm run dev gives ${by} another one and says which` };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
