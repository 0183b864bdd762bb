import {
  type CancellationReason,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningPart } from '../../../src/contract/index.ts';
import { dynamodbClient } from '../../../src/parts/dynamodb/client.ts';
import { dynamodbPart } from '../../../src/parts/dynamodb/part.ts';
import { itemOf, itemsOf, makeTable } from './table.ts';

let part: RunningPart;
let client: DynamoDBClient;
let tables = 0;
const table = () => makeTable(client, `transactions-${++tables}`);

beforeAll(async () => {
  part = await dynamodbPart.start({ dataDir: '', keep: false, env: {} });
  client = dynamodbClient(part.env);
});

afterAll(async () => {
  client.destroy();
  await part.stop();
});

const key = (id: string) => ({ id: { S: id } });
const write = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
const put = (TableName: string, id: string, n = 0): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(id), n: { N: String(n) } } },
});
const add = (TableName: string, id: string, by: number): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(id),
    UpdateExpression: 'ADD n :by',
    ExpressionAttributeValues: { ':by': { N: String(by) } },
  },
});
const fresh = { ConditionExpression: 'attribute_not_exists(id)' };

/** Does `step` with the numbers below `count`, as many at once as there are workers. */
async function inTurns(workers: number, count: number, step: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await step(next++);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

/** The reasons of a transaction that is to be cancelled. */
async function reasonsOf(work: Promise<unknown>): Promise<CancellationReason[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TransactionCanceledException);
  return (error as TransactionCanceledException).CancellationReasons ?? [];
}

test('all four actions happen together, over two tables, and the indexes follow', async () => {
  const [one, two] = [await table(), await table()];
  await write([put(one, 'old'), put(two, 'checked', 7), put(one, 'counted', 1)]);
  await write([
    { Put: { TableName: one, Item: { ...key('new'), pending: { S: 'yes' } } } },
    { Delete: { TableName: one, Key: key('old') } },
    add(one, 'counted', 4),
    add(two, 'made', 2),
    {
      ConditionCheck: {
        TableName: two,
        Key: key('checked'),
        ConditionExpression: '#n = :seven',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':seven': { N: '7' } },
      },
    },
  ]);
  expect(await itemsOf(client, one)).toEqual([
    { ...key('counted'), n: { N: '5' } },
    { ...key('new'), pending: { S: 'yes' } },
  ]);
  expect(await itemsOf(client, two)).toEqual([
    { ...key('checked'), n: { N: '7' } },
    { ...key('made'), n: { N: '2' } },
  ]);
  const pending = () =>
    client.send(
      new QueryCommand({
        TableName: one,
        IndexName: 'pending',
        KeyConditionExpression: 'pending = :yes',
        ExpressionAttributeValues: { ':yes': { S: 'yes' } },
      }),
    );
  expect((await pending()).Items).toEqual([{ ...key('new'), pending: { S: 'yes' } }]);
  await write([{ Update: { TableName: one, Key: key('new'), UpdateExpression: 'REMOVE pending' } }]);
  expect((await pending()).Items).toEqual([]);
});

test('one failed condition cancels all, with the reasons in order and the item where it was asked for', async () => {
  const name = await table();
  await write([put(name, 'taken', 3)]);
  const reasons = await reasonsOf(
    write([
      put(name, 'a'),
      {
        Put: {
          TableName: name,
          Item: key('taken'),
          ...fresh,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      { Delete: { TableName: name, Key: key('missing'), ConditionExpression: 'attribute_exists(id)' } },
      add(name, 'b', 1),
      {
        Update: {
          TableName: name,
          Key: key('c'),
          UpdateExpression: 'SET n = n + :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
    ]),
  );
  expect(reasons.map(({ Code }) => Code)).toEqual([
    'None',
    'ConditionalCheckFailed',
    'ConditionalCheckFailed',
    'None',
    'ValidationError',
  ]);
  expect(reasons.map(({ Item }) => Item)).toEqual([
    undefined,
    { ...key('taken'), n: { N: '3' } },
    undefined,
    undefined,
    undefined,
  ]);
  expect(reasons[4]?.Message).toContain('attribute that does not exist');
  expect(await itemsOf(client, name)).toEqual([{ ...key('taken'), n: { N: '3' } }]);
});

test('an item that does not fit its table cancels; a table that is not there is said as such', async () => {
  const name = await table();
  const reasons = await reasonsOf(write([put(name, 'a'), { Put: { TableName: name, Item: { other: { S: 'x' } } } }]));
  expect(reasons.map(({ Code }) => Code)).toEqual(['None', 'ValidationError']);
  await expect(write([put(name, 'a'), put('nowhere', 'a')])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(await itemsOf(client, name)).toEqual([]);
});

test("DynamoDB's limits: 100 actions, one action an item, one kind an action, 4 MB", async () => {
  const name = await table();
  const refused = (items: TransactWriteItem[]) =>
    expect(write(items)).rejects.toMatchObject({ name: 'ValidationException' });
  const many = (count: number) => Array.from({ length: count }, (_, index) => put(name, `i${index}`));
  await refused([]);
  await refused(many(101));
  await refused([put(name, 'a'), { Delete: { TableName: name, Key: key('a') } }]);
  await refused([{ ...put(name, 'a'), Delete: { TableName: name, Key: key('b') } }]);
  await refused([{}]);
  await refused([{ ConditionCheck: { TableName: name, Key: key('a'), ConditionExpression: undefined } }]);
  await refused([{ Update: { TableName: name, Key: key('a'), UpdateExpression: 'SET n = ' } }]);
  const large = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      Put: { TableName: name, Item: { ...key(`i${index}`), body: { S: 'x'.repeat(390 * 1024) } } },
    }));
  await refused(large(11));
  expect(await itemsOf(client, name)).toEqual([]);
  await write(large(10));
  await write(many(100));
  expect(await itemsOf(client, name)).toHaveLength(100);
});

test('a request that comes again with its token changes nothing; another one with that token is refused', async () => {
  const name = await table();
  await write([add(name, 'a', 1)], 'token-1');
  await write([add(name, 'a', 1)], 'token-1');
  expect(await itemOf(client, name, 'a')).toMatchObject({ n: { N: '1' } });
  await expect(write([add(name, 'a', 2)], 'token-1')).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
  await write([add(name, 'a', 1)], 'token-2');
  expect(await itemOf(client, name, 'a')).toMatchObject({ n: { N: '2' } });

  // A cancelled transaction does not use up its token.
  const once: TransactWriteItem[] = [{ Put: { TableName: name, Item: key('a'), ...fresh } }];
  await reasonsOf(write(once, 'token-3'));
  await client.send(new UpdateItemCommand({ TableName: name, Key: key('b') }));
  await reasonsOf(write(once, 'token-3'));
});

test('of 20 writers with one condition, one wins and all of its items are there', async () => {
  const name = await table();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, writer) =>
      write([
        { Put: { TableName: name, Item: { ...key('lock'), writer: { N: String(writer) } }, ...fresh } },
        { Put: { TableName: name, Item: { ...key('beside'), writer: { N: String(writer) } } } },
        put(name, `of-${writer}`),
      ]),
    ),
  );
  const winners = results.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
  expect(winners).toHaveLength(1);
  const writer = { N: String(winners[0]) };
  expect(await itemsOf(client, name)).toEqual([
    { ...key('beside'), writer },
    { ...key('lock'), writer },
    { ...key(`of-${winners[0]}`), n: { N: '0' } },
  ]);
});

test('no other write comes between the check and the change: 300 steps on 4 items add up', async () => {
  const name = await table();
  const ids = ['a', 'b', 'c', 'd'];
  await write(ids.map((id) => put(name, id)));
  const step = async (index: number) => {
    const id = ids[index % ids.length] as string;
    const other = ids[(index + 1) % ids.length] as string;
    if (index % 3 === 0) {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: key(id),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    } else if (index % 3 === 1) {
      await write([add(name, id, 2), add(name, other, -1)]);
    } else {
      await write([add(name, other, -1), add(name, id, 2)]);
    }
  };
  await inTurns(12, 300, step);
  const sum = (await itemsOf(client, name)).reduce((total, { n }) => total + Number(n?.N), 0);
  expect(sum).toBe(300);
});

test('TransactGetItems reads all items of one moment, in order, while they move', async () => {
  const name = await table();
  await write([put(name, 'a', 100), put(name, 'b', 0)]);
  const get = async () => {
    const { Responses = [] } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName: name, Key: key('a'), ProjectionExpression: 'n' } },
          { Get: { TableName: name, Key: key('none') } },
          { Get: { TableName: name, Key: key('b') } },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    return Responses;
  };
  let moving = true;
  const moves = inTurns(6, 50, () => write([add(name, 'a', -1), add(name, 'b', 1)])).finally(() => {
    moving = false;
  });
  do {
    const [a, none, b] = await get();
    expect(a?.Item).toEqual({ n: { N: String(100 - Number(b?.Item?.n?.N)) } });
    expect(none?.Item).toBeUndefined();
  } while (moving);
  await moves;
  expect((await get())[2]?.Item).toEqual({ ...key('b'), n: { N: '50' } });
});

test('a transaction says its capacity, which is twice that of its actions', async () => {
  const name = await table();
  const { ConsumedCapacity } = await client.send(
    new TransactWriteItemsCommand({ TransactItems: [put(name, 'a'), put(name, 'b')], ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(ConsumedCapacity).toEqual([{ TableName: name, CapacityUnits: 4, WriteCapacityUnits: 4 }]);
});

test('the rest of the API is as it was', async () => {
  const name = await table();
  await client.send(new PutItemCommand({ TableName: name, Item: key('a') }));
  await expect(client.send(new PutItemCommand({ TableName: name, Item: key('a'), ...fresh }))).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  expect(Table?.TableStatus).toBe('ACTIVE');
});
