import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { windowBytes } from '../../src/link/flow.ts';
import { type Link, startLink } from '../../src/link/link.ts';
import { until } from '../../src/until.ts';

/** One end of a connection, and everything that it has seen. */
type End = { readonly socket: Socket; text(): string; has: { ended?: true; error?: string; closed?: true } };

let server: Server;
let link: Link;
const accepted: End[] = [];
const open: Socket[] = [];

function watch(socket: Socket): End {
  let text = '';
  const has: End['has'] = {};
  socket.on('data', (bytes) => {
    text += bytes;
  });
  socket.on('end', () => Object.assign(has, { ended: true }));
  socket.on('error', ({ code }: NodeJS.ErrnoException) => Object.assign(has, { error: code }));
  socket.on('close', () => Object.assign(has, { closed: true }));
  open.push(socket);
  return { socket, text: () => text, has };
}

beforeEach(async () => {
  accepted.length = 0;
  server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(watch(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  link = await startLink({ to: { host: '127.0.0.1', port: (server.address() as AddressInfo).port } });
});

afterEach(async () => {
  await link.stop();
  for (const socket of open.splice(0)) socket.destroy();
  await new Promise((closed) => server.close(closed));
});

async function dial(): Promise<End> {
  const end = watch(connect({ port: link.port, host: '127.0.0.1', allowHalfOpen: true }));
  await once(end.socket, 'connect');
  return end;
}

/** A client, and the server's end of its connection. */
async function pair(): Promise<{ client: End; server: End }> {
  const before = accepted.length;
  const client = await dial();
  const end = await until('the server has the connection', () => accepted[before]);
  return { client, server: end };
}

/** A second connection that is carried in full: the link has had its turn since. */
async function carried(end: End, text: string): Promise<void> {
  await until(`${text} arrived`, () => end.text().includes(text));
}

test('bytes go both ways in order, and one side can end while the other still sends', async () => {
  const { client, server } = await pair();
  client.socket.write('one ');
  client.socket.end('two');
  await until('the server saw the end', () => server.has.ended);
  expect(server.text()).toBe('one two');
  server.socket.end('three');
  await until('the client saw the end', () => client.has.ended);
  expect(client.text()).toBe('three');
});

test('the URL of a link is that of its target, with another port; a target without a port is refused', async () => {
  const other = await startLink({ to: 'postgres://me:secret@127.0.0.1:5432/shop?ssl=no' });
  expect(other.url).toBe(`postgres://me:secret@127.0.0.1:${other.port}/shop?ssl=no`);
  await other.stop();
  await expect(startLink({ to: 'postgres://127.0.0.1/shop' })).rejects.toThrow('has none: write it into the URL');
  await expect(startLink({ to: link.url, port: link.port })).rejects.toThrow('EADDRINUSE');
  expect(() => link.delay('upstream', Number.NaN)).toThrow('cannot delay by NaN ms');
});

test('a server that is not there resets the connection, and the next one reaches it when it is back', async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const early = await dial();
  await until('the early client was told', () => early.has.closed);
  expect(early.has.error).toBe('ECONNRESET');
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { client, server: end } = await pair();
  client.socket.write('hello');
  await carried(end, 'hello');
});

describe('a delay', () => {
  test('holds the bytes of its own direction only', async () => {
    const { client, server } = await pair();
    link.delay('downstream', 300);
    const began = performance.now();
    server.socket.write('slow');
    client.socket.write('fast');
    await carried(server, 'fast');
    await carried(client, 'slow');
    // A lower bound: a busy machine makes it longer, and never shorter.
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
    link.delay('downstream', 3_600_000);
    server.socket.write('never');
    client.socket.write('still fast');
    await carried(server, 'still fast');
    await until('the link holds it', () => link.held('downstream') === 'never'.length);
    expect(client.text()).toBe('slow');
  });

  test('that becomes shorter lets no byte overtake another, nor the end', async () => {
    const { client, server } = await pair();
    let sent = '';
    for (let turn = 0; turn < 200; turn += 1) {
      link.delay('both', (turn * 7) % 40);
      const text = `${turn},`;
      sent += text;
      await new Promise<unknown>((written) => client.socket.write(text, written));
    }
    link.delay('both', 0);
    client.socket.end();
    await until('the end arrived', () => server.has.ended);
    expect(server.text()).toBe(sent);
  });
});

describe('a silent cut', () => {
  test('lets nothing through and tells nobody; once healed, everything arrives in order', async () => {
    const { client, server } = await pair();
    link.cut('both', 'silent');
    client.socket.write('one ');
    server.socket.write('uno');
    await until('the link holds both', () => link.held('upstream') === 4 && link.held('downstream') === 3);
    client.socket.end('two');
    await until('the link holds the rest', () => link.held('upstream') === 7);
    expect([client.has, server.has, client.text(), server.text()]).toEqual([{}, {}, '', '']);
    link.heal();
    await until('the server saw the end', () => server.has.ended);
    expect(server.text()).toBe('one two');
    await carried(client, 'uno');
  });

  test('hides that the other side was killed until it is healed', async () => {
    const { client, server } = await pair();
    link.cut('both', 'silent');
    server.socket.write('last words');
    await until('the link holds them', () => link.held('downstream') === 10);
    server.socket.resetAndDestroy();
    await until('the server is gone', () => server.has.closed);
    client.socket.write('are you there?');
    await until('the link holds the question', () => link.held('upstream') === 14);
    expect(client.has).toEqual({});
    link.heal();
    // Bytes and a reset that come together are read as bytes and an end.
    await until('the client was told', () => client.has.closed || client.has.ended);
    expect(client.text()).toBe('last words');
    await until('the link is empty', () => link.held('upstream') + link.held('downstream') === 0);
  });

  test('answers no new connection; the server sees it after the heal', async () => {
    link.cut('both', 'silent');
    const client = await dial();
    client.socket.write('hello');
    await until('the link holds it', () => link.held('upstream') === 5);
    expect(accepted).toEqual([]);
    expect(client.has).toEqual({});
    link.heal();
    const server = await until('the server has the connection', () => accepted[0]);
    await carried(server, 'hello');
  });

  test('in one direction leaves the connection half open', async () => {
    const { client, server } = await pair();
    link.cut('downstream', 'silent');
    client.socket.write('question');
    await carried(server, 'question');
    server.socket.write('answer');
    await until('the link holds the answer', () => link.held('downstream') === 6);
    client.socket.write(' again');
    await carried(server, 'question again');
    expect(client.text()).toBe('');
    link.heal();
    await carried(client, 'answer');
  });
});

describe('a refused cut', () => {
  test('resets what is open, resets what comes, and ends with the heal', async () => {
    const { client, server } = await pair();
    link.cut('both', 'refused');
    await until('both sides were told', () => client.has.closed && server.has.closed);
    expect([client.has.error, server.has.error]).toEqual(['ECONNRESET', 'ECONNRESET']);
    const second = watch(connect(link.port, '127.0.0.1'));
    await until('the second was refused', () => second.has.closed);
    expect(second.has.error).toBe('ECONNRESET');
    link.heal();
    const third = await pair();
    third.client.socket.write('hello');
    await carried(third.server, 'hello');
    expect(accepted).toHaveLength(2);
  });
});

describe('back-pressure', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const chunks = 1_000;

  /** Writes about 64 MB, one chunk after the other, and answers how far it is. */
  function pour(socket: Socket): { written(): number } {
    let written = 0;
    const next = (error?: Error | null) => {
      if (error || written === chunks) return;
      written += 1;
      socket.write(chunk, next);
    };
    next();
    return { written: () => written };
  }

  /** Waits until the count stands still. On a busy machine it may only rest: the test sees less then, and does not fail. */
  async function standsStill(count: () => number): Promise<void> {
    let seen = -1;
    let looks = 0;
    await until('it stands still', () => {
      looks = count() === seen ? looks + 1 : 0;
      seen = count();
      return looks === 25;
    });
  }

  test('a reader that does not read stops the writer; the link holds its window and no more', async () => {
    const { client, server } = await pair();
    server.socket.pause();
    const { written } = pour(client.socket);
    await until('the window is full', () => link.held('upstream') >= windowBytes);
    await standsStill(written);
    expect(link.held('upstream')).toBeLessThanOrEqual(windowBytes + chunk.length);
    expect(written()).toBeLessThan(chunks);
    server.socket.resume();
    await until('all arrived', () => server.text().length === chunks * chunk.length, { progress: written });
    expect(link.held('upstream')).toBe(0);
  });

  test('a cut stops the writer, too', async () => {
    const { client, server } = await pair();
    link.cut('upstream', 'silent');
    const { written } = pour(client.socket);
    await until('the window is full', () => link.held('upstream') >= windowBytes);
    await standsStill(written);
    expect(link.held('upstream')).toBeLessThanOrEqual(windowBytes + chunk.length);
    expect(written()).toBeLessThan(chunks);
    expect(server.text()).toBe('');
    link.heal();
    await until('all arrived', () => server.text().length === chunks * chunk.length, { progress: written });
  });
});

test('a stop ends every connection, also those with held bytes, and can be called twice', async () => {
  const { client, server } = await pair();
  link.delay('upstream', 3_600_000);
  client.socket.write('held');
  await until('the link holds it', () => link.held('upstream') === 4);
  await link.stop();
  await link.stop();
  await until('both sides were told', () => client.has.closed && server.has.closed);
  await until('the link is empty', () => link.held('upstream') === 0);
  const late = watch(connect(link.port, '127.0.0.1'));
  await until('nobody listens', () => late.has.closed);
  expect(late.has.error).toBe('ECONNREFUSED');
});
