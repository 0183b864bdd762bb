import { mkdirSync } from 'node:fs';
import type { LocalPart } from '@app/core/local';
import { startLocalServer } from '@app/core/local-server';
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
      if (keep) mkdirSync(dataDir, { recursive: true });
      const entry = new URL('local-server.ts', import.meta.url);
      const { url, stop } = await startLocalServer(entry, keep ? [dataDir] : [], process.env);
      return { env: { ...settings, DYNAMODB_ENDPOINT: url }, url, stop };
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
