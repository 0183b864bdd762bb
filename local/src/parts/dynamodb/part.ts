import { mkdirSync } from 'node:fs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { Env, Part } from '../../contract/index.ts';
import { ownModule } from '../../own-module.ts';
import { startServerProcess } from '../server-process.ts';
import { dynamodbClient } from './client.ts';
import { isolateTable } from './isolate.ts';
import limits from './limits.json' with { type: 'json' };

/** DynamoDB in its own process: dynalite. `DYNAMODB_ENDPOINT` replaces it. */
export const dynamodbPart: Part = {
  name: 'dynamodb',
  title: 'DynamoDB',
  limits: limits.otherwise,
  async start({ dataDir, keep, env }) {
    const settings = { TABLE_NAME: env.TABLE_NAME ?? 'shop' };
    if (env.DYNAMODB_ENDPOINT) {
      const own = { ...settings, DYNAMODB_ENDPOINT: env.DYNAMODB_ENDPOINT };
      return { env: own, ready: () => answers({ ...env, ...own }), stop: async () => {} };
    }
    if (keep) mkdirSync(dataDir, { recursive: true });
    const { url, stop } = await startServerProcess(
      ownModule('server', import.meta.url),
      keep ? [dataDir] : [],
      process.env,
    );
    const own = { ...settings, DYNAMODB_ENDPOINT: url };
    return { env: own, url, ready: () => answers(own), stop };
  },
  isolate: isolateTable,
};

async function answers(env: Env): Promise<void> {
  const client = dynamodbClient(env);
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }));
  } finally {
    client.destroy();
  }
}
