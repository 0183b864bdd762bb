import { type BatchConsumer, type StreamRecord, textOrBytes } from '@app/core';
import type {
  Context,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
  ScheduledEvent,
} from 'aws-lambda';

/** The event and the context as Lambda gave them, for whatever the ports do not carry. */
export type Native<Event> = { readonly event: Event; readonly context: Context };

/** What is left of the function's timeout. */
export type Budget = { remainingMs(): number };

/** Makes a Lambda handler for an EventBridge schedule of a job. */
export function scheduleHandler(
  job: (budget: Budget, native: Native<ScheduledEvent>) => Promise<void>,
): (event: ScheduledEvent, context: Context) => Promise<void> {
  return (event, context) => job({ remainingMs: () => context.getRemainingTimeInMillis() }, { event, context });
}

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
