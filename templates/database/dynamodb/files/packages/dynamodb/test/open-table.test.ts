import { FencedError } from '@app/core';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fence, isConditionFailed, type Table, type Write } from '../src/index.ts';
import { createClient, type RawTable, tableOn } from '../src/unfenced.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let raw: RawTable;
beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  raw = createClient(workshop.env);
});
afterAll(async () => {
  raw.client.destroy();
  await workshop.stop();
});

const closed: Fence = {
  async write() {
    throw new FencedError('closed');
  },
};

const key = { pk: { S: 'note' }, sk: { S: '1' } };
const put: Write = {
  Put: { Item: { ...key, text: { S: 'a note' } }, ConditionExpression: 'attribute_not_exists(pk)' },
};
const update: Write = {
  Update: {
    Key: key,
    UpdateExpression: 'SET #text = :text',
    ExpressionAttributeNames: { '#text': 'text' },
    ExpressionAttributeValues: { ':text': { S: 'another' } },
  },
};
const textIn = async (table: Table) => (await table.get(key))?.text?.S;

test('an item is put, updated, read and found', async () => {
  const table = tableOn(raw, undefined);
  await table.write(put);
  expect(await textIn(table)).toBe('a note');
  await table.write(update);
  const found = await table.query({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': key.pk } });
  expect(found.Items).toEqual([{ ...key, text: { S: 'another' } }]);
  await expect(table.write(put)).rejects.toSatisfy(isConditionFailed);
});

test('every kind of write passes the fence, and reading does not', async () => {
  const table = tableOn(raw, closed);
  for (const write of [put, update]) await expect(table.write(write)).rejects.toThrow(FencedError);
  expect(await textIn(table)).toBe('another');
});
