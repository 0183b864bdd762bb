import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kinesisEvent, type Source } from './kinesis-event.ts';
import type { ShardRecord } from './record.ts';

/** Records that are given up. */
export type Discarded = {
  readonly records: readonly ShardRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How often the function has received the batch they came from. */
  readonly invocations: number;
  readonly source: Source;
};

/** The place for records that are given up. */
export interface FailureDestination {
  /** Stores the records. Throws when it could not. */
  discard(discarded: Discarded): Promise<void>;
}

/** The object that Lambda writes to an S3 destination: the invocation's metadata, and the whole event in `payload`. */
function failureObject({ records, condition, invocations, source }: Discarded, at: Date): object {
  const first = records[0];
  const last = records.at(-1);
  const [, partition = 'aws', , region = '', account = ''] = source.streamArn.split(':');
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:${partition}:lambda:${region}:${account}:function:${source.functionName}`,
      condition,
      approximateInvokeCount: invocations,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: condition === 'RetryAttemptsExhausted' ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: at.toISOString(),
    KinesisBatchInfo: {
      shardId: source.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first?.arrivedAt ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.arrivedAt ?? 0).toISOString(),
      batchSize: records.length,
      streamArn: source.streamArn,
    },
    payload: JSON.stringify(kinesisEvent(records, source)),
  };
}

/**
 * A folder with the layout of the S3 destination: `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/<time>-<id>`. The function's
 * name takes the place of the mapping's id.
 */
export function failureFolder(folder: string, now: () => Date = () => new Date()): FailureDestination {
  return {
    async discard(discarded) {
      const at = now();
      const [day = '', time = ''] = at.toISOString().split('T');
      const { functionName, shardId } = discarded.source;
      const into = join(folder, 'aws/lambda', functionName, shardId, ...day.split('-'));
      await mkdir(into, { recursive: true });
      const name = `${day}T${time.slice(0, 8).replaceAll(':', '.')}-${randomUUID()}.json`;
      await writeFile(join(into, name), JSON.stringify(failureObject(discarded, at)));
    },
  };
}
