import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import schema from '../function.schema.json' with { type: 'json' };

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
