import { mkdirSync } from 'node:fs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { Env, Part, PartContext } from '../../contract/index.ts';
import { ownModule } from '../../own-module.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { dynamodbClient } from './client.ts';
import { isolateTable } from './isolate.ts';
import limits from './limits.json' with { type: 'json' };
import type { RegionSettings } from './replication/region.ts';
import type { ServerSettings } from './server.ts';

/** DynamoDB in its own process: dynalite. `DYNAMODB_ENDPOINT` replaces it. */
export const dynamodbPart: Part = {
  name: 'dynamodb',
  title: 'DynamoDB',
  limits: limits.otherwise,
  async start({ dataDir, keep, env }) {
    if (env.DYNAMODB_ENDPOINT) {
      const own = { ...tableName(env), DYNAMODB_ENDPOINT: env.DYNAMODB_ENDPOINT };
      return { env: own, ready: () => answers({ ...env, ...own }), stop: async () => {} };
    }
    const { url, stop } = await startDynamodb({ dataDir, keep });
    const own = { ...tableName(env), DYNAMODB_ENDPOINT: url };
    return { env: own, url, ready: () => answers(own), stop };
  },
  isolate: isolateTable,
};

/** The table that a repo's services use. */
export function tableName({ TABLE_NAME = 'shop' }: Env): { readonly TABLE_NAME: string } {
  return { TABLE_NAME };
}

/** Starts the process of a DynamoDB, alone or as a region. */
export function startDynamodb(
  { dataDir, keep }: Pick<PartContext, 'dataDir' | 'keep'>,
  region?: RegionSettings,
): Promise<ServerProcess> {
  if (keep) mkdirSync(dataDir, { recursive: true });
  const told: ServerSettings = { ...(region && { region }), ...(keep && { path: dataDir }) };
  return startServerProcess(ownModule('server', import.meta.url), [JSON.stringify(told)], {
    ...process.env,
    ...(region && { AWS_REGION: region.region }),
  });
}

/** Resolves when the DynamoDB that `env` names answers. */
export async function answers(env: Env): Promise<void> {
  const client = dynamodbClient(env);
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }));
  } finally {
    client.destroy();
  }
}
