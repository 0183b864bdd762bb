import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eventTypes } from '@app/events';
import { Ajv } from 'ajv';
import schema from 'serverless-workshop/function.schema.json' with { type: 'json' };
import { functions, repoRoot, services } from 'serverless-workshop/local';
import { expect, test } from 'vitest';

const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);
const complaints = (value: unknown) =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

const example = {
  name: 'example',
  entry: 'src/main.ts',
  handler: 'handler',
  trigger: { type: 'http' },
  lane: 'user',
  memoryMb: 256,
  timeoutSeconds: 10,
  owner: 'a team',
  alarm: 'errors',
  runbook: 'docs/runbooks/example.md',
};

test('every function says what it is, who owns it, what wakes them and what they then read', () => {
  for (const { folder, definition } of functions()) {
    expect(complaints(definition), folder).toEqual([]);
    expect(definition.name, folder).toBe(basename(folder));
    expect(existsSync(join(folder, definition.entry)), `${folder}: entry`).toBe(true);
    expect(readFileSync(join(folder, definition.entry), 'utf8'), `${folder}: handler`).toContain(definition.handler);
    expect(existsSync(join(repoRoot(), definition.runbook)), `${folder}: ${definition.runbook}`).toBe(true);
  }
});

test('every event type that a function asks for is in the registry', () => {
  const known: readonly string[] = eventTypes;
  const unknown = functions().flatMap(({ definition: { name, trigger } }) =>
    (trigger.type === 'stream' ? (trigger.eventTypes ?? []) : [])
      .filter((type) => !known.includes(type))
      .map((type) => `${name} asks for "${type}", which has no schema in packages/events`),
  );
  expect(unknown, `There are: ${known.join(', ')}`).toEqual([]);
});

test('every service that is a process of its own names its entry and its port', () => {
  for (const { folder, definition } of services()) {
    const { front = false, ...others } = definition;
    expect(others, folder).toEqual({ name: basename(folder), entry: expect.any(String), port: expect.any(Number) });
    expect(typeof front, folder).toBe('boolean');
    expect(existsSync(join(folder, definition.entry)), `${folder}: entry`).toBe(true);
  }
});

test.each(['owner', 'alarm', 'runbook', 'timeoutSeconds', 'trigger'])('a function without its %s is refused', (key) => {
  expect(complaints(example)).toEqual([]);
  expect(complaints({ ...example, [key]: undefined }).join()).toContain(key);
});

test('a stream without a retry limit of its own is refused: the default would block a shard for a day or more', () => {
  expect(complaints({ ...example, trigger: { type: 'stream', stream: 'orders', batchSize: 25 } }).join()).toContain(
    'retryAttempts',
  );
});

test('what one provider alone knows stands in a block of its name; anything else is refused', () => {
  expect(complaints({ ...example, someProvider: { parallelization: 2 } })).toEqual([]);
  expect(complaints({ ...example, ownr: 'a team' }).join()).toContain('/ownr');
});

test('a function of 0.1.0 is still one', () => {
  const old = { maxRecordAgeSeconds: 86_400, bisect: true, parallelization: 1 };
  const trigger = { type: 'stream', stream: 'orders', batchSize: 25, batchWindowSeconds: 0, retryAttempts: 4 };
  expect(complaints({ ...example, trigger: { ...trigger, ...old } })).toEqual([]);
  expect(complaints({ ...example, trigger }).join()).toContain('maxAgeSeconds');
});
