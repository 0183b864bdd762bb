import { createServer } from 'node:net';
import { basename } from 'node:path';
import type { Finding } from './finding.ts';
import { readJson, workspaceFolders } from './workspace.ts';

/** Where `npm run dev` listens on this machine. */
const host = '127.0.0.1';

/** What `npm run dev` would like for a function that answers HTTP, and for the receiver of traces. */
const liked = { http: 3000, traces: 4318 } as const;

/** Looks whether the ports are free that `npm run dev` likes best; where one is taken, it takes another. */
export async function portFindings(root: string, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const folders = workspaceFolders(root);
  const wanted = folders.flatMap((folder) => {
    const port = readJson<{ port?: number }>(folder, 'service.json')?.port;
    const http = readJson<{ trigger?: { type?: string } }>(folder, 'function.json')?.trigger?.type === 'http';
    if (port === undefined && !http) return [];
    return [{ by: basename(folder), port: Number(env.PORT || port || liked.http) }];
  });
  if (folders.some((folder) => basename(folder) === 'local')) wanted.push({ by: 'traces', port: liked.traces });
  return Promise.all(
    wanted.map(async ({ by, port }): Promise<Finding> => {
      const what = `port ${port}`;
      if (await isFree(port)) return { what, status: 'ok', detail: `free for ${by}` };
      return { what, status: 'note', detail: `taken; npm run dev gives ${by} another one and says which` };
    }),
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
