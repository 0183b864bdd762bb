import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { LocalPart } from '@app/core/local';
import { createClient, type Env } from './client.ts';
import { createTable } from './table.ts';

const tableName = 'shop';

/** DynamoDB on this machine: dynalite. `DYNAMODB_ENDPOINT` in the settings replaces it. */
export const parts: readonly LocalPart[] = [
  {
    name: 'dynamodb',
    title: 'DynamoDB',
    async start({ dataDir, keep, env }) {
      const settings = { TABLE_NAME: env.TABLE_NAME ?? tableName };
      if (env.DYNAMODB_ENDPOINT) {
        return { env: { ...settings, DYNAMODB_ENDPOINT: env.DYNAMODB_ENDPOINT }, stop: async () => {} };
      }
      // Loaded here, so that a function's bundle never meets it.
      const { default: dynalite } = await import('dynalite');
      if (keep) mkdirSync(dataDir, { recursive: true });
      const server = dynalite({ createTableMs: 0, deleteTableMs: 0, ...(keep && { path: dataDir }) });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return {
        env: { ...settings, DYNAMODB_ENDPOINT: url },
        url,
        stop: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    },
  },
];

/** Makes the table. Safe to run again. */
export async function prepare(env: Env): Promise<void> {
  const table = createClient(env);
  try {
    await createTable(table);
  } finally {
    table.client.destroy();
  }
}
