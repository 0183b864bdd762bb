import { createHash } from 'node:crypto';
import type { _Record as KinesisRecord } from '@aws-sdk/client-kinesis';

/** One record of a shard in the pump. */
export type ShardRecord = {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** The bytes in base64, in the form of the event. */
  readonly data: string;
  /** When the stream received it, in ms since 1970. */
  readonly arrivedAt: number;
};

/** Takes the fields that the pump needs from a record of GetRecords. */
export function shardRecordOf(record: KinesisRecord): ShardRecord {
  const data = record.Data ?? new Uint8Array();
  return {
    sequenceNumber: record.SequenceNumber ?? '',
    partitionKey: record.PartitionKey ?? '',
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    arrivedAt: record.ApproximateArrivalTimestamp?.getTime() ?? Date.now(),
  };
}

/** The lane of a key, a number from 0 to `lanes` - 1. All records of a key use the same lane. */
export function laneOf(key: string, lanes: number): number {
  return lanes === 1 ? 0 : createHash('md5').update(key).digest().readUInt32BE(0) % lanes;
}
