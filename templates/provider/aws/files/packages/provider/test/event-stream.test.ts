import { describeEventStream } from '@app/contracts';
import { storedRecords } from 'serverless-workshop/parts/aws';
import { isolate, sharedParts } from 'serverless-workshop/testing';
import { afterAll, beforeAll, vi } from 'vitest';
import { openStream } from '../src/open-stream.ts';
import { callLimits, recordBytes } from '../src/publish-in-order.ts';
import { refusingKinesis } from './refusing-kinesis.ts';

// What is refused is said, and here a lot is refused.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

describeEventStream('Kinesis', async () => {
  const own = await isolate(sharedParts());
  const kinesis = await refusingKinesis(own.env.KINESIS_ENDPOINT ?? '');
  const stream = openStream({ ...own.env, KINESIS_ENDPOINT: kinesis.endpoint });

  return {
    stream,
    limits: { record: recordBytes, call: callLimits.bytes },
    refuse: kinesis.refuse,
    stored: () => storedRecords(own.env, own.env.STREAM_NAME ?? ''),
    async close() {
      await stream.close();
      kinesis.close();
      await own.drop();
    },
  };
});
