import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { parts, prepare } from '../src/local.ts';

async function start(keep: boolean, dataDir: string) {
  const [part] = parts;
  if (!part) throw new Error('no part');
  const running = await part.start({ dataDir, keep, env: {} });
  return { ...running, env: { ...running.env, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' } };
}

async function tableStatus(env: Record<string, string>): Promise<string | undefined> {
  const { client, name } = createClient(env);
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus;
  } finally {
    client.destroy();
  }
}

test('what is kept is there after the next start, and a stop leaves no server', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const first = await start(true, dataDir);
  await prepare(first.env);
  await first.stop();

  const second = await start(true, dataDir);
  expect(await tableStatus(second.env)).toBe('ACTIVE');
  await second.stop();
  await expect(fetch(second.url ?? '')).rejects.toThrow();
  rmSync(dataDir, { recursive: true });
});

test('a client that is killed in the middle of a request takes nothing down', async () => {
  const { url, env, stop } = await start(false, '');
  await prepare(env);
  const socket = connect(Number(new URL(url ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nhost: here\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n{');
  // The server has the request in its hands: it says that it wants the rest.
  await once(socket, 'data');
  socket.resetAndDestroy();
  expect(await tableStatus(env)).toBe('ACTIVE');
  await stop();
});
