import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { until } from 'serverless-workshop/local';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { page, startRouter, startSide } from './sides.ts';

type Router = Awaited<ReturnType<typeof startRouter>>;
type Side = Awaited<ReturnType<typeof startSide>>;

describe('the router', () => {
  let old: Side;
  let now: Side;
  let router: Router;
  const seenByOld: { method: string | undefined; url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  let answerNew: (response: import('node:http').ServerResponse) => void;
  const ask = async (path = '/orders/1/status', init: RequestInit = {}) => {
    const response = await fetch(`${router.url}${path}`, init);
    return { status: response.status, text: await response.text(), by: response.headers.get('x-served-by') };
  };

  beforeAll(async () => {
    old = await startSide((asked, response) => {
      seenByOld.push({ method: asked.method, url: asked.url, headers: asked.headers });
      response.writeHead(200, { 'content-type': 'text/html' }).end('old');
    });
    now = await startSide((_, response) => answerNew(response));
    router = await startRouter({ 'old-side': old.url, 'new-side': now.url }, [page], { NEW_TIMEOUT_MS: '400' });
  });
  afterAll(async () => {
    await router?.stop();
    await now?.stop();
    await old?.stop();
  });
  beforeEach(() => {
    answerNew = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('new');
    seenByOld.length = 0;
  });
  afterEach(() => router.set('legacy'));

  test('asks the old side for everything, until a route is flipped; a flip counts from the next request on', async () => {
    expect(await ask()).toEqual({ status: 200, text: 'old', by: 'old-side' });
    router.set('new');
    expect(await ask()).toEqual({ status: 200, text: 'new', by: 'new-side' });
    for (const path of ['/', '/orders/1', '/orders//status', '/orders/1/status/x'])
      expect((await ask(path)).text).toBe('old');
    expect((await ask('/orders/1/status', { method: 'POST' })).text).toBe('old');
    router.set('legacy');
    expect((await ask()).text).toBe('old');
  });

  test('passes on the trace, and who asked', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await ask('/search?q=mug', { headers: { traceparent } });
    expect(seenByOld).toEqual([
      {
        method: 'GET',
        url: '/search?q=mug',
        headers: expect.objectContaining({
          traceparent,
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-host': new URL(router.url).host,
        }),
      },
    ]);
  });

  test.each<[string, (response: import('node:http').ServerResponse) => void]>([
    ['breaks the connection', (response) => void response.destroy()],
    ['answers 500', (response) => void response.writeHead(500).end()],
    ['says that it is full', (response) => void response.writeHead(429).end()],
    ['does not answer in time', () => {}],
  ])('asks the old side when the new one %s, and counts it', async (_, answer) => {
    router.set('new');
    answerNew = answer;
    const before = router.record().fellBack;
    expect(await ask()).toEqual({ status: 200, text: 'old', by: 'old-side' });
    expect(router.record().fellBack).toBe(before + 1);
  });

  test('asks the old side for what the new one does not know yet, only where the route says so', async () => {
    answerNew = (response) => void response.writeHead(404).end('unknown');
    router.set('new');
    expect((await ask()).status).toBe(404);
    writeFileSync(
      router.file,
      JSON.stringify({ old: 'old-side', routes: [{ ...page, mode: 'new', fallBackOn: [404] }] }),
    );
    expect((await ask()).text).toBe('old');
    writeFileSync(router.file, JSON.stringify({ old: 'old-side', routes: [page] }));
  });

  test('stays with the last good routes when the file is broken, and says so', async () => {
    router.set('new');
    expect((await ask()).text).toBe('new');
    writeFileSync(router.file, '{"old": "old-side", "routes": [{');
    expect((await ask()).text).toBe('new');
    await until('it says so', () => router.lines.some((line) => line.includes('is not read')));
    writeFileSync(router.file, JSON.stringify({ old: 'old-side', routes: [page] }));
    expect((await ask()).text).toBe('old');
  });

  test('refuses nobody while routes are flipped and taken back under load', async () => {
    const answers: { status: number; text: string }[] = [];
    let flips = 0;
    const visitor = async () => {
      while (flips < 20) answers.push(await ask());
    };
    const visitors = Promise.all(Array.from({ length: 8 }, visitor));
    for (const by of ['new', 'old']) {
      // Each side has answered before the next flip, so that requests are under way at every one.
      for (let i = 0; i < 10; i++) {
        router.set(i % 2 === 0 ? 'new' : 'legacy');
        const seen = answers.length;
        await until(`requests since flip ${flips} (${by})`, () => answers.length > seen + 8);
        flips += 1;
      }
    }
    await visitors;
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['old', 'new']));
  });
});

test('the router lets bodies through as they come, both ways', async () => {
  const old = await startSide((asked, response) => {
    // An echo: the first part comes back before the second is sent.
    response.writeHead(200, { 'content-type': 'text/plain' });
    asked.pipe(response);
  });
  const router = await startRouter({ 'old-side': old.url });
  try {
    const asked = request(`${router.url}/upload`, { method: 'POST' });
    asked.write('first');
    const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    const [first] = (await once(answer, 'data')) as [Buffer];
    expect(first.toString()).toBe('first');
    asked.end(' second');
    const rest: Buffer[] = [];
    for await (const chunk of answer) rest.push(chunk as Buffer);
    expect(Buffer.concat(rest).toString()).toBe(' second');
  } finally {
    await router.stop();
    await old.stop();
  }
});
