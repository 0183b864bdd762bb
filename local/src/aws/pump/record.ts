import { createHash } from 'node:crypto';
import type { _Record as KinesisRecord } from '@aws-sdk/client-kinesis';

/** One record of a shard, as the pump keeps it. */
export type ShardRecord = {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** The bytes in base64, as the event carries them. */
  readonly data: string;
  /** When the stream took it, in ms since 1970. */
  readonly arrivedAt: number;
};

/** Takes what the pump needs of an answer of GetRecords. */
export function shardRecordOf(record: KinesisRecord): ShardRecord {
  const data = record.Data ?? new Uint8Array();
  return {
    sequenceNumber: record.SequenceNumber ?? '',
    partitionKey: record.PartitionKey ?? '',
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    arrivedAt: record.ApproximateArrivalTimestamp?.getTime() ?? Date.now(),
  };
}

/** The lane of a key, below `lanes`: all records of a key take one lane. */
export function laneOf(key: string, lanes: number): number {
  return lanes === 1 ? 0 : createHash('md5').update(key).digest().readUInt32BE(0) % lanes;
}
