import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orderEvent } from '@app/contracts/samples';
import {
  type CloudEvent,
  type Database,
  type EventStream,
  PermanentError,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { openDatabase } from '@app/database';
import { openStream } from '@app/provider';
import { failedRecords, provider, putRaw } from '@app/provider/local';
import { functions } from 'serverless-workshop/local';
import { RefusedError } from 'serverless-workshop/ops';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenUp, redrive } from '../src/redrive.ts';
import { run } from '../src/verbs/redrive.ts';
import { runOps } from './run-ops.ts';

const dieBeforeMark = fileURLToPath(new URL('die-before-mark.ts', import.meta.url));
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 32);
let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let stream: EventStream;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redrive-'));
  workshop = await startWorkshop({ functions: ['receipt'], services: false });
  database = await openDatabase(workshop.env);
  stream = openStream(workshop.env);
  mkdirSync(failures());
});
afterAll(async () => {
  await stream?.close();
  await database?.close();
  await workshop?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const failures = () => join(workshop.dataDir, 'failures');
const runRedrive = (...args: string[]) => runOps(['redrive', '--failures', failures(), ...args], workshop.env);
const receiptOf = async ({ subject }: CloudEvent) => database.documents.find('receipts', subject);
const mailsOf = ({ subject }: CloudEvent) =>
  workshop.lines.filter((line) => line.includes('Your receipt') && line.endsWith(` ${subject}`)).length;

/** An event as the shop publishes it, for an order that nobody placed; `key` puts it into the lane of another order. */
const placed = (id: string, key = id) => ({ ...orderEvent(id), partitionkey: key });

/** An object of the failure destination. */
const failureOf = (records: readonly StreamRecord[]) =>
  JSON.stringify({
    KinesisBatchInfo: {},
    payload: JSON.stringify({
      Records: records.map(({ id, key, body }) => ({
        kinesis: { sequenceNumber: id, partitionKey: key, data: Buffer.from(body as string).toString('base64') },
      })),
    }),
  });

/** Everything on the stream before this call is handled: behind it, in the lane of each key, a new event was. */
async function handledUntilNow(events: readonly CloudEvent[]): Promise<void> {
  const last = events.map(({ partitionkey }) => placed(`behind-${randomUUID()}`, partitionkey));
  await stream.publish(last);
  await workshop.until('what was published last is handled', async () => {
    const receipts = await Promise.all(last.map(receiptOf));
    return receipts.every((receipt) => receipt?.saidAt);
  });
}

/** The function is broken: every call fails until the records are given up. Then it is repaired. */
async function givenUpByReceipt(events: readonly CloudEvent[]): Promise<void> {
  const receipt = functions().find(({ definition }) => definition.name === 'receipt')?.definition;
  if (receipt?.trigger.type !== 'stream') throw new Error('receipt is not on a stream');
  await workshop.off('receipt');
  const { env, dataDir } = workshop;
  // One retry: how often it is tried before it is given up is the pump's own test.
  const broken = await provider.connect(
    { ...receipt, trigger: { ...receipt.trigger, retryAttempts: 1 }, aws: { bisect: false } },
    () => Promise.reject(new Error('a bad deploy')),
    { env, dataDir, port: 0 },
  );
  await stream.publish(events);
  await workshop.until('all are in the failure destination', async () => {
    const bodies = (await failedRecords(failures())).map(({ body }) => body);
    return events.every(({ id }) => bodies.some((body) => String(body).includes(id)));
  });
  await broken.stop();
  await workshop.on('receipt');
}

/** Redrives all in this process, and counts how many of these events go out. */
async function countedRedrive(events: readonly CloudEvent[], effects = database.effects): Promise<number> {
  const ids = new Set(events.map(({ id }) => id));
  let count = 0;
  const counting: EventStream = {
    ...stream,
    publish: (out, bodyOf) => {
      count += out.filter(({ id }) => ids.has(id)).length;
      return stream.publish(out, bodyOf);
    },
  };
  const ports = { documents: database.documents, effects, stream: counting };
  await redrive(ports, await givenUp(ports, await failedRecords(failures())));
  return count;
}

test('poison goes to quarantine; mended and redriven it has one effect, and a second redrive has none', async () => {
  const event = placed(`poison-${randomUUID()}`);
  const { subject, partitionkey } = event;
  await putRaw(workshop.env, { key: partitionkey, body: JSON.stringify({ ...event, data: { id: subject } }) });
  const { id } = await workshop.until('it is in quarantine', async () =>
    (await database.documents.list('quarantine', 100)).find(({ document }) => document.key === partitionkey),
  );

  // Still invalid: it stays where it is, with a note, and nothing goes out.
  expect(await runRedrive()).toMatchObject({ code: 0, out: expect.stringContaining(`still invalid ${id}`) });
  expect(await database.documents.find('quarantine', id)).toMatchObject({ note: expect.stringContaining('still') });
  await handledUntilNow([event]);
  expect((await database.documents.list('quarantine', 100)).map((found) => found.id)).toEqual([id]);

  const mended = join(folder, 'mended.json');
  writeFileSync(mended, JSON.stringify(event));
  const mend = await runRedrive('--only', id, '--body', mended);
  expect(mend).toMatchObject({ code: 0, out: expect.stringContaining(`published ${id}`) });
  expect((await runRedrive()).out).toContain('0 published, 0 still invalid, 1 redriven before.');
  await handledUntilNow([event]);
  expect(await receiptOf(event)).toMatchObject({ eventId: event.id });
  expect(mailsOf(event)).toBe(1);
});

test('what a broken function gave up comes back in order, once, however often it is redriven', async () => {
  const key = `kept-${randomUUID()}`;
  const events = Array.from({ length: 4 }, (_, i) => placed(`${key}-${i}`, key));
  await givenUpByReceipt(events);
  await handledUntilNow(events);
  for (const event of events) expect(await receiptOf(event)).toBeUndefined();

  const { out } = await runRedrive('--dry-run');
  expect(out.split('\n').filter((line) => line.startsWith('would publish') && line.includes(key))).toHaveLength(4);
  expect(await countedRedrive(events)).toBe(4);
  expect(await countedRedrive(events)).toBe(0);
  await handledUntilNow(events);
  for (const event of events) expect([Boolean(await receiptOf(event)), mailsOf(event)]).toEqual([true, 1]);
  const mails = workshop.lines.filter((line) => line.includes('Your receipt') && line.includes(key));
  expect(mails.map((line) => line.split('-').at(-1))).toEqual(['0', '1', '2', '3']);
});

test('a kill between publish and mark publishes one record twice, and its effect is single', async () => {
  const events = Array.from({ length: 5 }, () => placed(`killed-${randomUUID()}`));
  await givenUpByReceipt(events);
  console.info(`seed ${seed}: repeat with SEED=${seed}`);
  const dieOn = events[seed % events.length];
  const child = spawn(process.execPath, ['--import', 'tsx', dieBeforeMark], {
    env: { ...process.env, ...workshop.env, DATA_DIR: workshop.dataDir, DIE_ON: dieOn?.id },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await new Promise((done) => child.once('exit', (_, signal) => done(signal)))).toBe('SIGKILL');

  // What the dead run had marked stays; the one record between its two steps goes out again.
  const marks = (await database.documents.list('redriven', 1_000)).map(({ document }) => document.eventId);
  const marked = events.filter(({ id }) => marks.includes(id));
  expect(marked).not.toContain(dieOn);
  expect(await countedRedrive(events)).toBe(events.length - marked.length);
  expect(await countedRedrive(events)).toBe(0);
  await handledUntilNow(events);
  for (const event of events) expect([Boolean(await receiptOf(event)), mailsOf(event)]).toEqual([true, 1]);
});

test('control: without the mark every run would publish everything again', async () => {
  const events = [placed(`unmarked-${randomUUID()}`)];
  await givenUpByReceipt(events);
  const forgetful: Database['effects'] = { once: async () => 'applied' };
  expect([await countedRedrive(events, forgetful), await countedRedrive(events, forgetful)]).toEqual([1, 1]);
  expect([await countedRedrive(events), await countedRedrive(events)]).toEqual([1, 0]);
});

test('what drains into the failure destination and is invalid ends in quarantine, with a note, and not on the stream', async () => {
  const id = `9${'0'.repeat(60)}`;
  const record = { id, key: 'a', body: '{"type":"shop.order.placed.v1"}', from: 'failures' } as const;
  const ports = { documents: database.documents, effects: database.effects, stream };
  for (let run = 0; run < 2; run += 1) {
    expect(await redrive(ports, [record])).toMatchObject([{ outcome: 'invalid' }]);
    expect(await database.documents.find('quarantine', id)).toMatchObject({
      body: record.body,
      reason: expect.stringContaining('not a CloudEvent'),
      note: expect.stringContaining('still invalid'),
    });
  }
});

test('what no database keeps as it is goes to quarantine all the same, and comes out as it was', async () => {
  const id = `8${'0'.repeat(60)}`;
  const body = `{"type":"\0 and \u00e9 and \u{1f600}"`;
  const record = { id, key: 'a\0b', body, from: 'failures' } as const;
  const { documents, effects } = database;
  const ports = { documents, effects, stream };
  expect(await redrive(ports, [record])).toMatchObject([{ outcome: 'invalid' }]);
  expect(await documents.find('quarantine', id)).toMatchObject({ encoding: 'base64' });
  expect((await givenUp(ports, [])).find((found) => found.id === id)?.body).toBe(body);
  // The consumers keep it in the same way.
  const again = { ...record, id: `${id}0` };
  await quarantine(documents, again, new PermanentError('told \0 so'));
  expect((await givenUp(ports, [])).find((found) => found.id === again.id)?.body).toBe(body);
});

test('a record that is not UTF-8 goes to quarantine through the stream, and is there byte for byte', async () => {
  const event = placed(`bytes-${randomUUID()}`);
  const text = JSON.stringify({ ...event, data: { ...event.data, note: 'Zo\u00eb' } });
  const bytes = Buffer.from(text, 'latin1');
  await putRaw(workshop.env, { key: event.partitionkey, body: bytes });
  const { id, document } = await workshop.until('it is in quarantine', async () =>
    (await database.documents.list('quarantine', 100)).find(({ document }) => document.key === event.partitionkey),
  );
  expect(document).toMatchObject({ encoding: 'base64', reason: 'the body is not UTF-8' });
  const found = (await givenUp(database, [])).find((record) => record.id === id);
  expect(Buffer.from(found?.body as Uint8Array).toString('hex')).toBe(bytes.toString('hex'));
  expect(await receiptOf(event)).toBeUndefined();
});

test('what no retry can make better is in quarantine after the first try, with its reason', async () => {
  const event = placed(`never-${randomUUID()}`);
  const { id: _, ...withoutId } = event;
  const whole = JSON.stringify(event);
  const reasons = [
    [JSON.stringify({ ...event, id: randomBytes(1_500).toString('hex') }), '/id must NOT have more than 256'],
    [JSON.stringify({ ...withoutId, id: '✓'.repeat(100) }), '/id is 300 bytes long'],
    [whole.replace(/"total":\d+/, '"total":9007199254740993'), 'would change: 9007199254740993 at data.total'],
    [whole.replace(/"total":\d+/, '"total":1e30'), 'data /total must be <= 9007199254740991'],
    [whole.replace('"EUR"', '"EUX"'), 'data /currency "EUX" is no currency'],
    [whole.replace('"Mug"', '"\\ud83d"'), 'half a character'],
  ] as const;
  for (const [body] of reasons) await putRaw(workshop.env, { key: event.partitionkey, body });
  const kept = await workshop.until('all are in quarantine', async () => {
    const documents = (await database.documents.list('quarantine', 100)).map(({ document }) => document);
    const ofKey = documents.filter(({ key }) => key === event.partitionkey);
    return ofKey.length === reasons.length && ofKey;
  });
  for (const [body, reason] of reasons)
    expect(kept).toContainEqual({ key: event.partitionkey, body, reason: expect.stringContaining(reason) });
  // A record that was tried again would have failed in between.
  expect(workshop.lines.filter((line) => line.includes('failed and comes again'))).toEqual([]);
});

test('what is too large for one document is in quarantine as a whole', async () => {
  const body = Buffer.concat([Buffer.from([0xff]), randomBytes(700_000)]);
  const record = { id: `5${'0'.repeat(60)}`, key: 'large', body };
  await quarantine(database.documents, record, new PermanentError('not UTF-8'));
  const found = (await givenUp(database, [])).find(({ id }) => id === record.id);
  expect(Buffer.compare(found?.body as Uint8Array, body)).toBe(0);
});

test('a record goes out byte for byte as it came', async () => {
  const event = placed(`as-it-came-${randomUUID()}`);
  const body = ` ${JSON.stringify(event, null, 2).replace('1250', '1.25e3')}\n`;
  const sent: (string | Uint8Array | undefined)[] = [];
  const watching: EventStream = {
    ...stream,
    publish: (out, bodyOf) => {
      sent.push(...out.map((each) => bodyOf?.(each)));
      return stream.publish(out, bodyOf);
    },
  };
  const record = { id: `4${'0'.repeat(60)}`, key: event.partitionkey, body, from: 'failures' } as const;
  expect(await redrive({ ...database, stream: watching }, [record])).toMatchObject([{ outcome: 'published' }]);
  expect(sent).toEqual([body]);
  await handledUntilNow([event]);
  expect(await receiptOf(event)).toMatchObject({ eventId: event.id });
});

test('a record that fails does not end the run: the later ones of its key wait, the others go out', async () => {
  const key = randomUUID();
  const [first, second, other] = [placed(`first-${key}`, key), placed(`second-${key}`, key), placed(`other-${key}`)];
  const records = [first, second, other].map((event, i) => {
    return {
      id: `7${'0'.repeat(60)}${i}`,
      key: event.partitionkey,
      body: JSON.stringify(event),
      from: 'failures',
    } as const;
  });
  const broken: EventStream = {
    ...stream,
    publish: (out) => (out[0]?.id === first.id ? Promise.reject(new Error('reset')) : stream.publish(out)),
  };
  const ports = { documents: database.documents, effects: database.effects, stream: broken };
  const results = await redrive(ports, records);
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'refused', 'published']);
  // They are where they were.
  expect((await redrive({ ...ports, stream }, records)).map(({ outcome }) => outcome)).toEqual([
    'published',
    'published',
    'before',
  ]);
});

// An id so long is no key in either database.
test('the command goes on behind a record that fails, names it at the end, and fails', async () => {
  const failed = join(failures(), 'one-fails');
  const body = `"${'x'.repeat(1_000)}`;
  writeFileSync(
    failed,
    failureOf([
      { id: randomBytes(4_000).toString('hex'), key: 'large', body },
      { id: `6${'0'.repeat(59)}`, key: 'small', body },
    ]),
  );
  const { code, out, err } = await runRedrive();
  rmSync(failed);
  expect(code).toBe(1);
  expect(out).toContain('(key small): the body is not JSON');
  expect(err).toContain('(key large)');
  expect(err).toContain('1 failed; they are where they were');
});

test('a record that was not given up is refused, and nothing is changed', async () => {
  const { code, out, err } = await runRedrive('--only', 'nothing');
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toBe('No record nothing was given up: "npm run redrive -- --dry-run" lists them.\n');
});

test.each([
  [['--all'], '--all'],
  [['receipt'], 'Usage'],
  [['--body', 'x.json'], '--only'],
  [['--only', 'x', '--body', '/nowhere.json'], 'cannot be read'],
  [['--failures', '/nowhere'], 'There is no folder /nowhere'],
])('%j is refused', async (args, message) => {
  const refusal = run(args);
  await expect(refusal).rejects.toThrow(RefusedError);
  await expect(refusal).rejects.toThrow(message);
});
