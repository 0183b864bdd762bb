import { readFileSync } from 'node:fs';
import { makeEvent } from '@app/events';
import { expect, test } from 'vitest';
import { inputOf } from '../src/input-of.ts';

const type = '{{event}}';
const samples = new URL('../../../packages/events/samples/', import.meta.url);
const sample = JSON.parse(readFileSync(new URL(`${type}.json`, samples), 'utf8'));

test('tenants are given what they may see of an event', () => {
  // Red until src/input-of.ts is written. Then say here what a tenant sees, and what not.
  expect(inputOf(makeEvent(type, { subject: 'subject-1', data: sample }))).toBeDefined();
});
