import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMeddler } from '../../src/gates/meddler.ts';
import { sampleVisits } from '../../src/gates/visits.ts';

const seen: string[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  seen.push(`${request.method} ${request.url} ${body}`.trim());
  response.writeHead(request.url === '/broken' ? 500 : 200).end(JSON.stringify({ id: 'x' }));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('every request of every visit is one sample under its route, failed ones too', async () => {
  const numbers: number[] = [];
  const samples = await sampleVisits(
    url,
    async (ask, number) => {
      numbers.push(number);
      const made = (await ask('POST /things', '/things', { method: 'POST', body: '{}' })) as { id: string };
      await ask('GET /things/:id', `/things/${made.id}`);
      await ask('GET /broken', '/broken');
    },
    { visits: 5, atOnce: 2 },
  );
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(samples).toHaveLength(15);
  expect(samples.filter(({ route }) => route === 'GET /things/:id')).toHaveLength(5);
  expect(samples.filter(({ ok }) => !ok).map(({ route }) => route)).toEqual(Array(5).fill('GET /broken'));
  expect(seen).toContain('GET /things/x');
});

test('where nobody answers, the request failed', async () => {
  const [sample] = await sampleVisits('http://127.0.0.1:1', async (ask) => void (await ask('GET /', '/')), {
    visits: 1,
    atOnce: 1,
  });
  expect(sample).toMatchObject({ route: 'GET /', ok: false });
});

test('a meddler passes bodies on and changes answers', async () => {
  const meddler = await startMeddler(url, { change: (body) => body.replace('x', 'y') });
  const answer = await fetch(`${meddler.url}/told`, { method: 'POST', body: 'told' });
  expect(await answer.json()).toEqual({ id: 'y' });
  expect(seen).toContain('POST /told told');
  await meddler.stop();
});
