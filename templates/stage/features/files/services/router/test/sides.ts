import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressName, serveService } from 'serverless-workshop/local';
import { type Route, readRecord, setMode } from '../src/index.ts';

/** A server of the test: one side of a route. */
export async function startSide(
  listener: RequestListener,
): Promise<{ url: string; server: Server; stop(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The route that most tests flip. */
export const page: Route = {
  name: 'page',
  method: 'GET',
  path: '/orders/:id/status',
  new: 'new-side',
  mode: 'legacy',
  mayDiffer: [],
};

/** The real router in a process of its own, with routes and records that the test owns. */
export async function startRouter(
  addresses: Readonly<Record<string, string>>,
  routes: readonly Route[] = [page],
  settings: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'router-'));
  const file = join(folder, 'routes.json');
  const records = join(folder, 'records');
  writeFileSync(file, JSON.stringify({ old: 'old-side', routes }));
  const named = Object.entries(addresses).map(([name, url]) => [addressName(name), url]);
  const lines: string[] = [];
  const env = { ...process.env, ...Object.fromEntries(named), ROUTES_FILE: file, ROUTE_RECORDS: records, ...settings };
  const router = await serveService('router', env, (line) => lines.push(line));
  return {
    url: router.url,
    file,
    records,
    env,
    lines,
    set: (mode: Route['mode'], name = 'page') => setMode(file, name, mode),
    record: (name = 'page') => readRecord(records, name),
    async stop() {
      await router.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
