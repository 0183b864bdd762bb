import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { ServiceProcess } from '../../src/runtime/service-process.ts';

const folder = fileURLToPath(new URL('../fixtures', import.meta.url));
let service: ServiceProcess;
afterEach(() => service.stop());

async function open(entry: string): Promise<ServiceProcess> {
  service = new ServiceProcess({
    service: { folder, definition: { name: 'test', entry, port: 0 } },
    env: process.env,
    port: await freePort(0),
    onLine: () => {},
  });
  return service;
}

const pid = async () => (await fetch(service.url)).text();

test('is ready when it is healthy, and comes back after a kill', async () => {
  await open('service.ts');
  await service.start();
  const first = await pid();
  await service.kill();
  await expect(pid()).rejects.toThrow();
  await service.start();
  expect(await pid()).not.toBe(first);
});

test('says when the service ends while it starts', async () => {
  await open('broken.ts');
  await expect(service.start()).rejects.toThrow('test ended with 1 while it started');
});
