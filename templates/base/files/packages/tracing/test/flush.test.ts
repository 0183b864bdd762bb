import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { createTelemetry, flushNowAndThen } from '../src/index.ts';
import { openEndpoint, type Received } from './otlp-endpoint.ts';

const startFor = (url: string) =>
  createTelemetry({ serviceName: 'test', target: { url, headers: () => ({ 'x-key': '1' }) }, withoutTarget: '' });

/** A send that is given up is said: as long as nothing was said, it is still under way. */
let warn: MockInstance<typeof console.warn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

/** Time to look again and again, on a busy machine too. */
const soon = { timeout: 60_000, interval: 5 };

/** Does something while no time passes: a flush that waits for more than its send would never end. */
async function inNoTime<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

const namesIn = ({ body }: Received): string[] =>
  JSON.parse(body).resourceSpans[0].scopeSpans[0].spans.map(({ name }: { name: string }) => name);

test('an invocation has sent its spans when it returns', async () => {
  const received: Received[] = [];
  const endpoint = await openEndpoint((request) => {
    received.push(request);
    request.answer();
  });
  const telemetry = startFor(endpoint.url);
  expect(await inNoTime(() => telemetry.invocation('work', () => 'done'))).toBe('done');
  expect(received.map(namesIn)).toEqual([['work']]);
  expect(received[0]?.headers).toMatchObject({ 'x-key': '1', 'content-type': 'application/json' });
  await endpoint.close();
});

test('an invocation returns while a silent endpoint still has not answered', async () => {
  const endpoint = await openEndpoint(() => {});
  const telemetry = startFor(endpoint.url);
  expect(await telemetry.invocation('work', () => 'done')).toBe('done');
  expect(warn).not.toHaveBeenCalled();
  await vi.waitUntil(() => endpoint.waiting() === 1, soon);
  await endpoint.close();
  await vi.waitUntil(() => warn.mock.calls.length === 1, soon);
});

test('the next invocations do not wait behind a send that hangs, and their spans go out when it ends', async () => {
  const received: Received[] = [];
  const endpoint = await openEndpoint((request) => {
    received.push(request);
    if (received.length > 1) request.answer();
  });
  const telemetry = startFor(endpoint.url);
  await telemetry.invocation('first', () => {});
  await inNoTime(async () => {
    for (let i = 0; i < 20; i += 1) await telemetry.invocation(`later ${i}`, () => {});
  });
  await vi.waitUntil(() => endpoint.waiting() === 1, soon);
  expect(warn).not.toHaveBeenCalled();
  received[0]?.answer();
  await vi.waitUntil(() => received.slice(1).flatMap(namesIn).length === 20, soon);
  await telemetry.invocation('last', () => {});
  await vi.waitUntil(() => received.slice(1).flatMap(namesIn).includes('last'), soon);
  await endpoint.close();
});

test('an invocation returns while a slow endpoint has not answered, and nothing is lost', async () => {
  const received: Received[] = [];
  const endpoint = await openEndpoint((request) => received.push(request));
  const telemetry = startFor(endpoint.url);
  await telemetry.invocation('slow', () => {});
  expect(warn).not.toHaveBeenCalled();
  await vi.waitUntil(() => received.length === 1, soon);
  expect(endpoint.waiting()).toBe(1);
  received[0]?.answer();
  await vi.waitUntil(() => endpoint.waiting() === 0, soon);
  expect(received.flatMap(namesIn)).toEqual(['slow']);
  await endpoint.close();
});

test('a refused endpoint costs no invocation, and is said once', async () => {
  const endpoint = await openEndpoint(() => {});
  await endpoint.close();
  const telemetry = startFor(endpoint.url);
  expect(await inNoTime(() => telemetry.invocation('one', () => 1))).toBe(1);
  expect(await inNoTime(() => telemetry.invocation('two', () => 2))).toBe(2);
  expect(warn).toHaveBeenCalledTimes(1);
});

test('an endpoint that answers with an error costs no invocation', async () => {
  const telemetry = createTelemetry({
    serviceName: 'test',
    target: {
      url: 'http://127.0.0.1:1',
      headers: () => {
        throw new Error('no keys');
      },
    },
    withoutTarget: '',
  });
  expect(await inNoTime(() => telemetry.invocation('one', () => 1))).toBe(1);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('no keys'));
});

test('an error of the work is thrown on, after its span was sent with it', async () => {
  const received: Received[] = [];
  const endpoint = await openEndpoint((request) => {
    received.push(request);
    request.answer();
  });
  const telemetry = startFor(endpoint.url);
  const work = () =>
    telemetry.invocation('work', () => {
      throw new Error('broken');
    });
  await expect(inNoTime(work)).rejects.toThrow('broken');
  const [span] = JSON.parse(received[0]?.body ?? '').resourceSpans[0].scopeSpans[0].spans;
  expect(span.status).toEqual({ code: 2, message: 'broken' });
  expect(span.events[0].name).toBe('exception');
  await endpoint.close();
});

test('a process that stays sends by itself', async () => {
  const received: Received[] = [];
  const endpoint = await openEndpoint((request) => {
    received.push(request);
    request.answer();
  });
  const telemetry = startFor(endpoint.url);
  await telemetry.span('request', { kind: 'server' }, () => {});
  await vi.waitUntil(() => received.length === 1, soon);
  expect(received.flatMap(namesIn)).toEqual(['request']);
  await telemetry.close();
  await endpoint.close();
});

test('traces leave once a second while an answer is made, and the answers between wait for nothing', async () => {
  const said: string[] = [];
  let time = 5_000;
  const flush = async () => void said.push('flush');
  const answer = async (id: string) => {
    said.push(id);
    if (id === 'broken') throw new Error(id);
    return `answer ${id}`;
  };
  const handler = flushNowAndThen({ flush }, answer, () => time);
  expect(await handler('a')).toBe('answer a');
  time += 999;
  expect(await handler('b')).toBe('answer b');
  time += 1;
  await expect(handler('broken')).rejects.toThrow('broken');
  await handler('c');
  expect(said).toEqual(['flush', 'a', 'b', 'flush', 'broken', 'c']);
});

test('a flush that is still under way holds its own answer alone: the instance may freeze behind it', async () => {
  const sends: (() => void)[] = [];
  const flush = () => new Promise<void>((done) => void sends.push(done));
  const handler = flushNowAndThen(
    { flush },
    async (id: string) => id,
    () => 0,
  );
  const said: string[] = [];
  const first = handler('first').then((id) => said.push(id));
  said.push(await handler('second'));
  for (const sent of sends) sent();
  await first;
  expect(said).toEqual(['second', 'first']);
});
