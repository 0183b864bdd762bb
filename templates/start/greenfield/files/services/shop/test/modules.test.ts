import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { memoryPorts } from './ports.ts';

const source = new URL('../src/', import.meta.url);
/** The modules whose code is here. A module that was split off has a service of its own, and the shop still mounts it. */
const modules = readdirSync(source).filter((name) => existsSync(new URL(`${name}/routes.ts`, source)));

describe('a module', () => {
  test.each(modules)('%s imports no other module', (name) => {
    const others = modules.filter((other) => other !== name);
    for (const file of readdirSync(new URL(`${name}/`, source))) {
      const imports = readFileSync(new URL(`${name}/${file}`, source), 'utf8').match(/from '\.\.\/[^']+'/g) ?? [];
      expect(imports.filter((line) => others.some((other) => line.includes(`../${other}/`)))).toEqual([]);
    }
  });

  test.each([
    ['receipts', '/orders/unknown/receipt', ['receipts']],
    ['invoices', '/orders/unknown/invoice', ['invoices']],
    ['orders', '/orders/unknown', []],
    ['stock', '/products', []],
    ['search', '/search?q=mug', ['search']],
    ['status', '/orders/unknown/status', []],
  ])('%s reads no collection but its own', async (_, path, own) => {
    const ports = memoryPorts();
    await createApp(ports).request(path);
    // A module may keep several collections under its name, as `search:mug`.
    const foreign = [...ports.collections].filter((read) => !own.includes(read.split(':')[0] ?? ''));
    expect(foreign).toEqual([]);
  });
});
