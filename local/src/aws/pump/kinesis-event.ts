import type { KinesisStreamEvent } from 'aws-lambda';
import type { ShardRecord } from './record.ts';

/** The stream, the shard and the function of a batch. */
export type Source = { readonly streamArn: string; readonly shardId: string; readonly functionName: string };

/** The event that Lambda gives a function for these records. */
export function kinesisEvent(records: readonly ShardRecord[], source: Source): KinesisStreamEvent {
  const [, partition = 'aws', , region = '', account = ''] = source.streamArn.split(':');
  return {
    Records: records.map((record) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: record.data,
        approximateArrivalTimestamp: record.arrivedAt / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${source.shardId}:${record.sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:${partition}:iam::${account}:role/${source.functionName}`,
      awsRegion: region,
      eventSourceARN: source.streamArn,
    })),
  };
}
