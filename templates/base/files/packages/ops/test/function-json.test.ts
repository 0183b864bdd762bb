import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eventTypes } from '@app/events';
import { Ajv } from 'ajv';
import schema from 'serverless-workshop/function.schema.json' with { type: 'json' };
import { functions, repoRoot, services } from 'serverless-workshop/local';
import { gaps, verbsIn } from 'serverless-workshop/ops';
import { expect, test } from 'vitest';

const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);
const complaints = (value: unknown) =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

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

test('every function has an owner, an alarm, a runbook for each alarm, and a failure destination; every command in a runbook exists', async () => {
  expect(await gaps(verbsIn(new URL('../src/verbs/', import.meta.url)))).toEqual([]);
});
