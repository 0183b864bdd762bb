import { afterEach, expect, test, vi } from 'vitest';
import { ThrottledError } from '../../../src/throttled-error.ts';
import { failuresOf, PumpRig } from './pump-rig.ts';

let rig: PumpRig;
afterEach(() => rig.close());

const soon = { timeout: 60_000, interval: 5 };

test('brings records in order, in batches no larger than the batch size', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2', 'a/3', 'a/4', 'a/5');
  await rig.start({ batchSize: 2 });
  await vi.waitUntil(() => rig.delivered.length === 5, soon);
  expect(rig.invocations).toEqual([['a/1', 'a/2'], ['a/3', 'a/4'], ['a/5']]);
});

test('gives the event that Lambda gives', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1');
  await rig.start({});
  await vi.waitUntil(() => rig.records.length === 1, soon);
  expect(rig.records[0]).toEqual({
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: 'a',
      sequenceNumber: expect.stringMatching(/^\d{56}$/),
      data: Buffer.from('a/1').toString('base64'),
      approximateArrivalTimestamp: expect.any(Number),
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `shardId-000000000000:${rig.records[0]?.kinesis.sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/test',
    awsRegion: 'us-east-1',
    eventSourceARN: `arn:aws:kinesis:us-east-1:000000000000:stream/${rig.stream}`,
  });
});

test('starts behind the newest record with LATEST', async () => {
  rig = await PumpRig.open();
  await rig.put('a/old');
  await rig.start({ startingPosition: 'LATEST' });
  await rig.put('a/new');
  await vi.waitUntil(() => rig.delivered.length > 0, soon);
  expect(rig.delivered).toEqual(['a/new']);
});

test('a batch that is full does not wait for its window', async () => {
  rig = await PumpRig.open();
  await rig.start({ batchSize: 3, batchWindowSeconds: 60 });
  await rig.put('a/1', 'a/2');
  await rig.put('a/3');
  await vi.waitUntil(() => rig.invocations.length > 0, soon);
  expect(rig.invocations).toEqual([['a/1', 'a/2', 'a/3']]);
});

test('a batch that is not full goes out when its window is over', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1');
  await rig.start({ batchSize: 3, batchWindowSeconds: 0.5 });
  await vi.waitUntil(() => rig.invocations.length > 0, soon);
  expect(rig.invocations).toEqual([['a/1']]);
});

test('tries a failed batch again as it was, and nothing behind it comes first', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2', 'a/3');
  let tries = 0;
  await rig.start({ batchSize: 2 }, () => {
    tries += 1;
    if (tries <= 2) throw new Error('down');
  });
  await vi.waitUntil(() => rig.delivered.at(-1) === 'a/3', soon);
  expect(rig.invocations).toEqual([['a/1', 'a/2'], ['a/1', 'a/2'], ['a/1', 'a/2'], ['a/3']]);
});

test('gives a batch up after its retries, with the whole record, and goes on', async () => {
  rig = await PumpRig.open();
  await rig.put('a/bad', 'a/good');
  await rig.start({ batchSize: 1, retryAttempts: 3 }, ([body]) => {
    if (body === 'a/bad') throw new Error('never');
  });
  await vi.waitUntil(() => rig.delivered.includes('a/good'), soon);
  expect(rig.delivered).toEqual(['a/bad', 'a/bad', 'a/bad', 'a/bad', 'a/good']);
  expect(rig.discarded).toEqual([{ condition: 'RetryAttemptsExhausted', bodies: ['a/bad'], invocations: 4 }]);
});

test('without a retry limit a bad record blocks its shard: the control of the test above', async () => {
  rig = await PumpRig.open();
  await rig.put('a/bad', 'a/good');
  await rig.start({ batchSize: 1, retryAttempts: -1 }, ([body]) => {
    if (body === 'a/bad') throw new Error('never');
  });
  await vi.waitUntil(() => rig.delivered.length > 50, soon);
  expect(rig.delivered).not.toContain('a/good');
  expect(rig.discarded).toEqual([]);
});

test('takes the lowest reported record as the checkpoint', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2', 'a/3', 'a/4', 'a/5');
  let tries = 0;
  await rig.start({}, (_, event) => {
    tries += 1;
    return tries === 1 ? failuresOf(event, (body) => body === 'a/5' || body === 'a/3') : undefined;
  });
  await vi.waitUntil(() => rig.invocations.length === 2, soon);
  expect(rig.invocations[1]).toEqual(['a/3', 'a/4', 'a/5']);
});

test.each([
  ['is a string', 'done'],
  ['is no list of failures', { batchItemFailures: 'a/1' }],
  ['has an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['has a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }],
  ['has a wrong key', { batchItemFailures: [{ id: 'a/1' }] }],
  ['names a record that is not in the batch', { batchItemFailures: [{ itemIdentifier: '123' }] }],
])('fails the whole batch when the answer %s', async (_, answer) => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2');
  await rig.start({ retryAttempts: 1 }, () => answer);
  await vi.waitUntil(() => rig.discarded.length === 1, soon);
  expect(rig.invocations).toEqual([
    ['a/1', 'a/2'],
    ['a/1', 'a/2'],
  ]);
  expect(rig.discarded[0]?.bodies).toEqual(['a/1', 'a/2']);
});

test.each([
  ['null', null],
  ['an empty object', {}],
  ['an empty list', { batchItemFailures: [] }],
  ['a null list', { batchItemFailures: null }],
])('takes %s as success', async (_, answer) => {
  rig = await PumpRig.open();
  await rig.put('a/1');
  await rig.start({ batchSize: 1, retryAttempts: 0 }, () => answer);
  await rig.put('a/2');
  await vi.waitUntil(() => rig.delivered.length === 2, soon);
  expect(rig.discarded).toEqual([]);
});

test('bisect isolates a bad record, without using up its retries', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2', 'a/bad', 'a/4');
  await rig.start({ bisect: true, retryAttempts: 1 }, (bodies) => {
    if (bodies.includes('a/bad')) throw new Error('never');
  });
  await vi.waitUntil(() => rig.delivered.at(-1) === 'a/4' && rig.discarded.length > 0, soon);
  expect(rig.invocations).toEqual([
    ['a/1', 'a/2', 'a/bad', 'a/4'],
    ['a/1', 'a/2'],
    ['a/bad', 'a/4'],
    ['a/bad'],
    ['a/bad'],
    ['a/4'],
  ]);
  expect(rig.discarded).toEqual([{ condition: 'RetryAttemptsExhausted', bodies: ['a/bad'], invocations: 5 }]);
});

test('without bisect good records go with the bad one: the control of the test above', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2', 'a/bad', 'a/4');
  await rig.start({ bisect: false, retryAttempts: 1 }, (bodies) => {
    if (bodies.includes('a/bad')) throw new Error('never');
  });
  await vi.waitUntil(() => rig.discarded.length > 0, soon);
  expect(rig.discarded[0]?.bodies).toEqual(['a/1', 'a/2', 'a/bad', 'a/4']);
});

test('a record that is too old goes to the failure destination untried', async () => {
  rig = await PumpRig.open();
  await rig.put('a/old');
  const later = Date.now() + 120_000;
  await rig.start({ maxRecordAgeSeconds: 60 }, undefined, () => later);
  await vi.waitUntil(() => rig.discarded.length === 1, soon);
  expect(rig.delivered).toEqual([]);
  expect(rig.discarded).toEqual([{ condition: 'RecordAgeExceeded', bodies: ['a/old'], invocations: 0 }]);
});

test('a throttle is not a retry: only age ends it', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1');
  let clock = Date.now();
  await rig.start(
    { retryAttempts: 0, maxRecordAgeSeconds: 60 },
    () => {
      if (rig.invocations.length === 20) clock += 120_000;
      throw new ThrottledError('busy');
    },
    () => clock,
  );
  await vi.waitUntil(() => rig.discarded.length === 1, soon);
  expect(rig.invocations.length).toBe(20);
  expect(rig.discarded).toEqual([{ condition: 'RecordAgeExceeded', bodies: ['a/1'], invocations: 0 }]);
});

test('drops what the filter does not want, and gets past it', async () => {
  rig = await PumpRig.open();
  const wanted = JSON.stringify({ type: 'shop.order.placed.v1' });
  await rig.put('not json', JSON.stringify({ type: 'other' }), wanted);
  await rig.start({ eventTypes: ['shop.order.placed.v1'] });
  await vi.waitUntil(() => rig.delivered.length > 0, soon);
  expect(rig.delivered).toEqual([wanted]);
  await rig.stop();
  expect(rig.checkpoints.get('shardId-000000000000')?.sequenceNumber).toBe(rig.records[0]?.kinesis.sequenceNumber);
});

test('goes on behind its checkpoint', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'a/2');
  await rig.start({});
  await vi.waitUntil(() => rig.delivered.length === 2, soon);
  await rig.stop();
  await rig.put('a/3');
  await rig.start({});
  await vi.waitUntil(() => rig.delivered.length === 3, soon);
  expect(rig.delivered).toEqual(['a/1', 'a/2', 'a/3']);
});

test('delivers again what was under way when it stopped', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1');
  await rig.start({}, () => {
    throw new Error('killed');
  });
  await vi.waitUntil(() => rig.delivered.length > 0, soon);
  await rig.stop();
  const before = rig.delivered.length;
  await rig.start({});
  await vi.waitUntil(() => rig.delivered.length > before, soon);
  expect(rig.delivered.at(-1)).toBe('a/1');
});
