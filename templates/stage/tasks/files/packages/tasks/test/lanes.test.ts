import type { StreamTrigger } from 'serverless-workshop/contract';
import { functions } from 'serverless-workshop/local';
import { expect, test } from 'vitest';

const streams = functions()
  .map(({ definition }) => definition)
  .flatMap(({ name, lane, trigger }) => (trigger.type === 'stream' ? [{ name, lane, trigger }] : []));
const of = (trigger: StreamTrigger) => trigger.stream;

test('the two lanes share no stream', () => {
  for (const { name, lane, trigger } of streams) {
    expect(of(trigger) === 'background', `${name} is ${lane} and reads ${of(trigger)}`).toBe(lane === 'background');
  }
});

test('what users wait for comes in small batches and waits for none to fill up', () => {
  for (const { name, lane, trigger } of streams) {
    // The feed only carries over: it does one write for a whole batch.
    if (lane !== 'user' || name === 'background-feed') continue;
    expect(trigger.batchSize, name).toBeLessThanOrEqual(25);
    expect(trigger.batchWindowSeconds, name).toBe(0);
  }
});
