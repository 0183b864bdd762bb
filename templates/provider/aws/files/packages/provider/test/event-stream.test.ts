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
  // A busy machine may take longer over 5 MB than the relay waits, and what is sent again lies there twice: here answers are lost on purpose alone.
  const stream = openStream({ ...own.env, KINESIS_ENDPOINT: kinesis.endpoint }, undefined, {
    requestTimeout: 600_000,
  });

  return {
    stream,
    limits: { record: recordBytes, call: callLimits.bytes },
    refuse: kinesis.refuse,
    makeInvalid: kinesis.makeInvalid,
    loseAnswers: kinesis.loseAnswers,
    stored: () => storedRecords(own.env, own.env.STREAM_NAME ?? ''),
    async close() {
      await stream.close();
      kinesis.close();
      await own.drop();
    },
  };
});
