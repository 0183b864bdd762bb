import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mode, type RecordSummary, readRecord, routesFile, setMode } from '@app/router';
import { addressName, serveService } from 'serverless-workshop/local';

/** A router with the repo's routes, and with modes and records that nobody else touches. */
export type OwnRouter = {
  readonly url: string;
  /** What `npm run route` needs to mean this router. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gives a route a mode, without asking whether it may have it. */
  set(route: string, mode: Mode): void;
  record(route: string): RecordSummary;
  stop(): Promise<void>;
};

/** Starts one in a process of its own. `urls` says where the sides answer, by name. */
export async function startOwnRouter(
  settings: Readonly<Record<string, string | undefined>>,
  urls: Readonly<Record<string, string>>,
): Promise<OwnRouter> {
  const folder = mkdtempSync(join(tmpdir(), 'routes-'));
  const file = join(folder, 'routes.json');
  copyFileSync(routesFile({}), file);
  const named = Object.fromEntries(Object.entries(urls).map(([name, url]) => [addressName(name), url]));
  const env = { ...settings, ...named, ROUTES_FILE: file, ROUTE_RECORDS: join(folder, 'records') };
  const router = await serveService('router', env);
  return {
    url: router.url,
    env,
    set: (route, mode) => setMode(file, route, mode),
    record: (route) => readRecord(env.ROUTE_RECORDS, route),
    async stop() {
      await router.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
