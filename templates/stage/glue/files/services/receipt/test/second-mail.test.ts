import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orderEvent } from '@app/contracts/samples';
import { openDatabase } from '@app/database';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('die-after-mail.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'second-mail-'));
const mails = join(folder, 'mails');
const event = orderEvent('order-1');
let workshop: Awaited<ReturnType<typeof startWorkshop>>;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
});
afterAll(async () => {
  await workshop?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Handles the record in a process of its own. Answers how that ended. */
function handle(env: Record<string, string> = {}): Promise<{ code: number | null; signal: string | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, ...workshop.env, RECORD: JSON.stringify(event), MAILS: mails, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

test('a kill between mail and mark leaves one row, and means a second mail under the same key', async () => {
  const key = `receipt:${event.id}`;
  const { documents, close } = await openDatabase(workshop.env);

  expect(await handle({ DIE: 'yes' })).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await documents.find('receipts', 'order-1')).toMatchObject({ eventId: event.id });
  expect(await documents.find('receipts', 'order-1')).not.toHaveProperty('mailedAt');

  expect(await handle()).toEqual({ code: 0, signal: null });
  expect(readFileSync(mails, 'utf8').split('\n')).toEqual([key, key, '']);
  expect(await documents.list('receipts', 10)).toHaveLength(1);
  expect(await documents.find('receipts', 'order-1')).toHaveProperty('mailedAt');
  await close();
});
