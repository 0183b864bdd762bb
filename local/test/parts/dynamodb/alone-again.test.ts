import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from 'vitest';
import type { PartContext, RunningPart } from '../../../src/contract/index.ts';
import { freePort } from '../../../src/free-port.ts';
import { dynamodbClient } from '../../../src/parts/dynamodb/client.ts';
import { dynamodbPart, dynamodbRegion } from '../../../src/parts/dynamodb/index.ts';
import { itemsOf, makeTable } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'dynamodb-alone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const context = (name: string): PartContext => ({ dataDir: join(folder, name), keep: true, env: {} });
const TableName = 'shop';

const put = async ({ env }: RunningPart, id: string, v: string) => {
  const client = dynamodbClient(env);
  await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, v: { S: v } } }));
  client.destroy();
};
const all = async ({ env }: RunningPart) => {
  const client = dynamodbClient(env);
  const items = await itemsOf(client, TableName);
  client.destroy();
  return items.map(({ id, v }) => `${id?.S}=${v?.S}`);
};
const make = async ({ env }: RunningPart) => {
  const client = dynamodbClient(env);
  await makeTable(client, TableName);
  client.destroy();
};
const stop = (...parts: RunningPart[]) => Promise.all(parts.map((part) => part.stop()));

async function startBoth(): Promise<[RunningPart, RunningPart]> {
  const [one, other] = [await freePort(0), await freePort(0)];
  const url = (port: number) => `http://127.0.0.1:${port}`;
  return Promise.all([
    dynamodbRegion({ region: 'eu-central-1', port: one, replicateTo: url(other) }).start(context('a')),
    dynamodbRegion({ region: 'eu-west-1', port: other, replicateTo: url(one) }).start(context('b')),
  ]);
}

const bothHave = async (parts: RunningPart[], lines: string[]) => {
  for (const part of parts) await expect.poll(() => all(part), { timeout: 60_000 }).toEqual(lines);
};

test('what was written without replication comes to the other region when replication begins, and begins again', async () => {
  const alone = await dynamodbPart.start(context('a'));
  await make(alone);
  await put(alone, 'x', 'alone');
  await put(alone, 'y', 'kept');
  await stop(alone);

  const regions = await startBoth();
  await make(regions[1]);
  await bothHave(regions, ['x=alone', 'y=kept']);
  await put(regions[1], 'x', 'of b');
  await bothHave(regions, ['x=of b', 'y=kept']);
  await stop(...regions);

  const aloneAgain = await dynamodbPart.start(context('a'));
  await put(aloneAgain, 'x', 'alone again');
  await stop(aloneAgain);

  const regionsAgain = await startBoth();
  await bothHave(regionsAgain, ['x=alone again', 'y=kept']);
  await stop(...regionsAgain);
});
