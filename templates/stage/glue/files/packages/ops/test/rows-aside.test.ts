import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderEvent } from '@app/contracts/samples';
import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { writeRows } from '@app/outbox/local';
import { openStream } from '@app/provider';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringBack, rehearseBack, rowsAside } from '../src/rows-aside.ts';
import { runOps } from './run-ops.ts';

/** An event as the shop publishes it; `key` puts it into the lane of another order. */
const placed = (id: string, key = id) => ({ ...orderEvent(id), partitionkey: key });

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let outbox: Awaited<ReturnType<typeof openOutbox>>;
let database: Awaited<ReturnType<typeof openDatabase>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rows-aside-'));
  workshop = await startWorkshop({ functions: ['relay', 'receipt'], services: false });
  outbox = await openOutbox(workshop.env);
  database = await openDatabase(workshop.env);
});
afterAll(async () => {
  await database?.close();
  await outbox?.close();
  await workshop?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const runRedrive = (...args: string[]) => runOps(['redrive', ...args], workshop.env);
const asideIds = async () => (await outbox.aside(100)).map(({ id }) => id);
const receiptOf = (subject: string) => database.documents.find('receipts', subject);

test('the relay sets a row aside and says so; mended and redriven it goes out, once, and its key had gone on', async () => {
  const key = `aside-${randomUUID()}`;
  const [bad, wrongId, next] = [placed(`${key}-1`, key), placed(`${key}-2`, key), placed(`${key}-3`, key)];
  const { partitionkey: _, ...withoutKey } = bad;
  await writeRows(workshop.env, [
    { id: bad.id, key, event: JSON.stringify(withoutKey) },
    { id: `row of ${wrongId.id}`, key, event: JSON.stringify(wrongId) },
    { id: next.id, key, event: JSON.stringify(next) },
  ]);
  await workshop.until('the one behind them is handled', () => receiptOf(next.subject));
  await workshop.until('both stand aside', async () => (await asideIds()).length === 2);
  expect(await asideIds()).toEqual([bad.id, `row of ${wrongId.id}`]);
  // What a process says may arrive after what it did.
  const said = (words: string) => workshop.lines.some((line) => line.includes(words));
  await workshop.until('the log says so', () => said(`row ${bad.id} of the outbox stands aside: not a CloudEvent`));
  await workshop.until('of the other, too', () =>
    said(`row of ${wrongId.id} of the outbox stands aside: the id of its`),
  );
  await workshop.until('the figure of the alarm is there', () => said('{"outboxRowsAside":'));

  // Not mended: both stay where they are, and the command says why.
  const { code, out } = await runRedrive();
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`still invalid ${bad.id} (key )`) });
  expect(out).toContain(`still invalid row of ${wrongId.id} (key ${key}): the id of its event is another one`);
  expect(out).toContain('it stands aside in the outbox');
  expect(await asideIds()).toHaveLength(2);

  const mended = join(folder, 'mended.json');
  writeFileSync(mended, JSON.stringify(bad));
  const mend = await runRedrive('--only', bad.id, '--body', mended);
  expect(mend).toMatchObject({ code: 0, out: expect.stringContaining(`put back ${bad.id} (key `) });
  expect(mend.out).toContain('1 back in the outbox.');
  await workshop.until('it is handled', () => receiptOf(bad.subject));
  expect(await asideIds()).toEqual([`row of ${wrongId.id}`]);
});

test('what is mended waits under the id of its event; what is not stays, with the reason', async () => {
  const event = placed(`still-${randomUUID()}`);
  await writeRows(workshop.env, [{ id: 'a row', key: 'k', event: '[]' }]);
  await workshop.until('it stands aside', async () => (await asideIds()).includes('a row'));
  const stream = openStream(workshop.env);
  const ports = { outbox, stream };
  const [row] = (await rowsAside(ports)).filter(({ id }) => id === 'a row');
  if (!row) throw new Error('no row');
  const tooLarge = JSON.stringify({ ...event, data: 'x'.repeat(1024 * 1024) });
  for (const [record, reason] of [
    [row, 'not a CloudEvent'],
    [{ ...row, body: '{', mended: true }, 'the event is not JSON'],
    [
      { ...row, body: '{"id":9007199254740993}', mended: true },
      'the event holds a number that JavaScript would change',
    ],
    [{ ...row, body: JSON.stringify(event) }, 'the id of its event is another one'],
    [{ ...row, body: tooLarge, mended: true }, 'bytes large'],
    [{ ...row, body: '', reason: 'is 2 GB large' }, 'is 2 GB large'],
  ] as const) {
    const invalid = [{ outcome: 'invalid', reason: expect.stringContaining(reason) }];
    expect(rehearseBack(ports, [record])).toMatchObject(invalid);
    expect(await bringBack(ports, [record])).toMatchObject(invalid);
  }
  const mended = { ...row, body: JSON.stringify(event), mended: true };
  expect(rehearseBack(ports, [mended])).toMatchObject([{ outcome: 'waits' }]);
  expect(await asideIds()).toContain('a row');
  expect(await bringBack(ports, [mended])).toMatchObject([{ outcome: 'waits' }]);
  await workshop.until('it is handled', () => receiptOf(event.subject));
  expect(await asideIds()).not.toContain('a row');
  // Twice is harmless: the second one finds nothing to put back.
  expect(await bringBack(ports, [mended])).toMatchObject([
    { outcome: 'failed', reason: expect.stringContaining('No row') },
  ]);
  await stream.close();
});
