import { createServer } from 'node:net';
import { basename } from 'node:path';
import type { Finding } from './finding.ts';
import { readJson, workspaceFolders } from './workspace.ts';

/** Where `npm run dev` listens on this machine. */
const host = '127.0.0.1';

/** Looks whether the ports that the services name are free. */
export async function portFindings(root: string, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const named = workspaceFolders(root).flatMap((folder) => {
    const port = readJson<{ port?: number }>(folder, 'service.json')?.port;
    return port === undefined ? [] : [{ service: basename(folder), port: Number(env.PORT ?? port) }];
  });
  return Promise.all(
    named.map(async ({ service, port }): Promise<Finding> => {
      const what = `port ${port}`;
      if (await isFree(port)) return { what, status: 'ok', detail: `free for ${service}` };
      return {
        what,
        status: 'warn',
        detail: `taken; ${service} wants it`,
        mend: 'Stop what listens there (a running npm run dev?), or set PORT.',
      };
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
