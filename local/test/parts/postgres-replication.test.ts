import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Link, startLink } from '../../src/link/link.ts';
import { killPostgres } from '../../src/parts/postgres/kill.ts';
import { type Heartbeat, startHeartbeat } from '../../src/parts/postgres/replication/heartbeat.ts';
import { promote } from '../../src/parts/postgres/replication/promote.ts';
import { startReplicated, startStandby } from '../../src/parts/postgres/replication/standby.ts';
import { lagOf, roleOf } from '../../src/parts/postgres/replication/state.ts';
import { switchOver } from '../../src/parts/postgres/replication/switch-over.ts';
import type { PostgresServer } from '../../src/parts/postgres/server.ts';
import { withSession } from '../../src/parts/postgres/session.ts';
import { until } from '../../src/until.ts';

// Two servers, one story: each test begins where the one before it ended.
const folder = mkdtempSync(join(tmpdir(), 'replication-test-'));
const settings = ['fsync=off'];

type Region = { readonly dataDir: string; readonly port: number; server: PostgresServer; readonly link: Link };
let a: Region;
let b: Region;
let written = 0;
const beats: Heartbeat[] = [];

const portOf = ({ url }: PostgresServer) => Number(new URL(url).port);

/** Writes rows, one commit each, and answers their numbers once all are acknowledged. */
async function write({ server }: Region, count: number): Promise<number[]> {
  const ids = Array.from({ length: count }, () => {
    written += 1;
    return written;
  });
  await withSession(server.url, async (session) => {
    for (const id of ids) await session.query('INSERT INTO rows VALUES ($1)', [id]);
  });
  return ids;
}

async function stored({ server }: Region): Promise<number[]> {
  return withSession(server.url, async (session) => {
    const { rows } = await session.query<{ id: number }>('SELECT id FROM rows ORDER BY id');
    return rows.map(({ id }) => id);
  });
}

/**
 * Writes one row after the other, in one session that opens itself to writes, until the server ends it. Answers the rows
 * that were acknowledged.
 */
function keepWriting({ server }: Region): { acknowledged: number[]; ended: Promise<string>; stop(): Promise<void> } {
  const acknowledged: number[] = [];
  let isOver = false;
  const ended = withSession(server.url, async (session) => {
    await session.query('SET default_transaction_read_only = off');
    while (!isOver) {
      written += 1;
      const id = written;
      await session.query('INSERT INTO rows VALUES ($1)', [id]);
      acknowledged.push(id);
    }
    return 'it was stopped';
  }).catch((error: Error) => error.message);
  return {
    acknowledged,
    ended,
    async stop() {
      isOver = true;
      await ended;
    },
  };
}

const has = (region: Region, id: number) => until(`row ${id} arrived`, async () => (await stored(region)).includes(id));

/** Makes a region a standby of the other, by a fresh copy into its folder. */
async function failBack(region: Region, to: Region): Promise<void> {
  region.server = await startStandby({
    dataDir: region.dataDir,
    primary: to.server.url,
    through: to.link.url,
    port: region.port,
    settings,
  });
}

beforeAll(async () => {
  const dirs = { a: join(folder, 'a'), b: join(folder, 'b') };
  const first = await startReplicated(dirs.a, { settings });
  a = {
    dataDir: dirs.a,
    server: first,
    port: portOf(first),
    link: await startLink({ to: first.url }),
  };
  await withSession(first.url, (session) => session.query('CREATE TABLE rows (id int PRIMARY KEY)'));
  await write(a, 3);
  const second = await startStandby({ dataDir: dirs.b, primary: first.url, through: a.link.url, settings });
  b = {
    dataDir: dirs.b,
    server: second,
    port: portOf(second),
    link: await startLink({ to: second.url }),
  };
});

afterAll(async () => {
  await Promise.all(beats.map((heartbeat) => heartbeat.stop()));
  await Promise.all([a?.server.stop(), b?.server.stop()]);
  await Promise.all([a?.link.stop(), b?.link.stop()]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a standby has the rows of its copy, gets the next ones through the link, and refuses writes', async () => {
  expect(await stored(b)).toEqual([1, 2, 3]);
  // Postgres keeps the label under this name when it has begun where the copy began.
  expect(existsSync(join(b.dataDir, 'backup_label.old'))).toBe(true);
  expect([await roleOf(a.server.url), await roleOf(b.server.url)]).toEqual(['primary', 'standby']);
  const ids = await write(a, 20);
  await has(b, ids.at(-1) ?? 0);
  expect(await stored(b)).toEqual(await stored(a));
  await expect(write(b, 1)).rejects.toMatchObject({ code: '25006' });
});

test('the heartbeat beats on the primary alone, and tells how long a row takes', async () => {
  beats.push(startHeartbeat(a.server.url, 20), startHeartbeat(b.server.url, 20));
  await until('a beat arrived', async () => (await lagOf(b.server.url, a.server.url)).ms !== undefined);
  a.link.delay('downstream', 400);
  const [id = 0] = await write(a, 1);
  await has(b, id);
  // The row was sent after the delay began. Every beat that is there by now has taken that long, too.
  expect((await lagOf(b.server.url, a.server.url)).ms).toBeGreaterThanOrEqual(400);
  a.link.delay('downstream', 0);
  await until('the standby is near again', async () => ((await lagOf(b.server.url, a.server.url)).ms ?? 400) < 400);
  await until('nothing is missing', async () => (await lagOf(b.server.url, a.server.url)).bytes === 0);
});

test('commits during a silent cut arrive after it', async () => {
  a.link.cut('both', 'silent');
  const ids = await write(a, 200);
  expect(await stored(b)).not.toContain(ids[0]);
  expect((await lagOf(b.server.url, a.server.url)).bytes).toBeGreaterThan(0);
  // The standby gives the connection up, and its next one gets no answer.
  await until('the primary waits for a standby', () =>
    withSession(
      b.server.url,
      async (session) => (await session.query('SELECT FROM pg_stat_wal_receiver')).rowCount === 0,
    ),
  );
  a.link.heal();
  await has(b, ids.at(-1) ?? 0);
  expect(await stored(b)).toEqual(await stored(a));
});

test('a planned switch whose standby does not follow is refused, and the primary takes writes again', async () => {
  a.link.cut('both', 'refused');
  const writer = keepWriting(a);
  await until('the writer is on its way', () => writer.acknowledged.length > 10);
  await expect(switchOver({ primary: a.server, standby: b.server.url, patienceMs: 200 })).rejects.toThrow(
    'the standby has applied the last write of the primary; is the link cut?',
  );
  // The mark of the last write counts only if no session that could write was left.
  expect(await writer.ended).not.toBe('it was stopped');
  expect(await roleOf(b.server.url)).toBe('standby');
  const id = await until('the primary takes writes', async () => (await write(a, 1))[0]);
  a.link.heal();
  await has(b, id);
});

test('a planned switch under writes loses none, and the old primary follows after a fresh copy', async () => {
  const writer = keepWriting(a);
  await until('the writer is on its way', () => writer.acknowledged.length > 10);
  await switchOver({ primary: a.server, standby: b.server.url });
  expect(await writer.ended).not.toBe('it was stopped');
  expect(await roleOf(b.server.url)).toBe('primary');
  const there = new Set(await stored(b));
  expect(writer.acknowledged.filter((id) => !there.has(id))).toEqual([]);

  // A switch that was killed after its last step is called again.
  await switchOver({ primary: a.server, standby: b.server.url });
  const next = keepWriting(b);
  await until('the writer is on its way', () => next.acknowledged.length > 10);
  await failBack(a, b);
  await next.stop();
  expect(new URL(a.server.url).port).toBe(String(a.port));
  await has(a, next.acknowledged.at(-1) ?? 0);
  expect(await stored(a)).toEqual(await stored(b));
  expect(await roleOf(a.server.url)).toBe('standby');
  const began = Date.now();
  await until('a beat of the new primary arrived', async () => {
    const { ms } = await lagOf(a.server.url, b.server.url);
    return ms !== undefined && ms < Date.now() - began;
  });
});

test('a kill behind a cut loses exactly the acknowledged rows of the cut', async () => {
  const before = await stored(b);
  await has(a, before.at(-1) ?? 0);
  b.link.cut('both', 'silent');
  const lost = await write(b, 30);
  await killPostgres(b.server);
  await b.server.stop();
  expect(await lagOf(a.server.url, b.server.url)).toEqual({ bytes: undefined, ms: expect.any(Number) });
  await promote(a.server.url);
  await promote(a.server.url);
  const there = new Set(await stored(a));
  expect(lost.filter((id) => !there.has(id))).toEqual(lost);
  expect([...there]).toEqual(before);
  await write(a, 1);
});

test('the old primary comes back as a primary and takes writes, which is why it needs a fence', async () => {
  b.server = await startReplicated(b.dataDir, { port: b.port, settings });
  expect(await roleOf(b.server.url)).toBe('primary');
  const [id] = await write(b, 1);
  expect(await stored(b)).toContain(id);
  expect(await stored(a)).not.toContain(id);
  await expect(failBack(b, a)).rejects.toThrow('another run uses the data');
  expect(await stored(b)).toContain(id);
});

test('a fresh copy brings it back, without the rows that only it had', async () => {
  await b.server.stop();
  b.link.heal();
  // The copy needs nothing from the link to be whole.
  a.link.cut('both', 'silent');
  await failBack(b, a);
  expect(await stored(b)).toEqual(await stored(a));
  a.link.heal();
  const [id = 0] = await write(a, 1);
  await has(b, id);
  expect(await stored(b)).toEqual(await stored(a));
  expect(await roleOf(b.server.url)).toBe('standby');

  // It keeps its role over a restart, also when its guardian was killed and the server was left behind.
  process.kill(b.server.guardian, 'SIGKILL');
  const guards = "SELECT FROM pg_stat_activity WHERE application_name = 'guardian'";
  await until('the standby has lost its guardian', () =>
    withSession(b.server.url, async (session) => (await session.query(guards)).rowCount === 0),
  );
  const [missed = 0] = await write(a, 1);
  b.server = await startReplicated(b.dataDir, { port: b.port, settings });
  await has(b, missed);
});
