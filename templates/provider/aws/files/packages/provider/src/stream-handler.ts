import { type BatchConsumer, type StreamRecord, textOrBytes } from '@app/core';
import type { Context, KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import type { Native } from './native.ts';

/** Makes a Lambda handler for a Kinesis stream of a consumer. The event source mapping must have `ReportBatchItemFailures`, or the answer is ignored. */
export function streamHandler(
  consumer: (...args: [...Parameters<BatchConsumer>, Native<KinesisStreamEvent>]) => ReturnType<BatchConsumer>,
): (event: KinesisStreamEvent, context: Context) => Promise<KinesisStreamBatchResponse> {
  return async (event, context) => {
    const { failed } = await consumer(event.Records.map(recordOf), { event, context });
    return { batchItemFailures: failed.map((id) => ({ itemIdentifier: id })) };
  };
}

function recordOf({ kinesis }: KinesisStreamRecord): StreamRecord {
  return {
    id: kinesis.sequenceNumber,
    key: kinesis.partitionKey,
    body: textOrBytes(Buffer.from(kinesis.data, 'base64')),
  };
}
