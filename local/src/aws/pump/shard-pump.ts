import { Bell } from './bell.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Delivery } from './deliver.ts';
import { eventFilter } from './event-filter.ts';
import { Lane } from './lane.ts';
import { Progress } from './progress.ts';
import { laneOf, type ShardRecord } from './record.ts';
import type { ShardReader } from './shard-reader.ts';

/** The parts that the pump of one shard uses. */
export type ShardPumpParts = {
  readonly shardId: string;
  readonly reader: ShardReader;
  readonly checkpoints: Checkpoints;
  readonly delivery: Omit<Delivery, 'settled'>;
  /** Whether the shard is closed for new records, as the last listing of the stream said. */
  readonly closed: () => boolean;
};

const firstIdleMs = 5;
const longestIdleMs = 200;

/**
 * Moves one shard's records through its lanes. Ends when the shard is drained, which it stores in the checkpoints, or
 * when the pump stops.
 */
export async function pumpShard({ shardId, reader, checkpoints, delivery, closed }: ShardPumpParts): Promise<void> {
  const { settings, signal } = delivery;
  const progress = new Progress();
  const room = new Bell();
  const settled = (records: readonly ShardRecord[]) => {
    const sequenceNumber = progress.settle(records);
    if (sequenceNumber !== undefined) checkpoints.set(shardId, { sequenceNumber });
    room.ring();
  };
  const lanes = Array.from({ length: settings.parallelization }, () => new Lane({ ...delivery, settled }));
  const running = Promise.all(lanes.map((lane) => lane.run()));

  const passes = eventFilter(settings.eventTypes);

  // Reads so far ahead that all lanes have work during the next read.
  const ahead = Math.max(2 * settings.batchSize * lanes.length, 1000);
  let idleMs = firstIdleMs;
  let failures = 0;
  while (!signal.aborted) {
    if (progress.open >= ahead) {
      await room.wait(signal);
      continue;
    }
    const read = await reader.read(Math.min(ahead, 10_000), closed()).catch((error: unknown) => {
      if (!signal.aborted) delivery.onLine(`reading ${shardId} for ${settings.functionName} failed: ${error}`);
      return undefined;
    });
    if (!read) {
      failures += 1;
      await delivery.pause(failures);
      continue;
    }
    failures = 0;
    if (read.ended) break;
    idleMs = read.records.length > 0 ? firstIdleMs : Math.min(idleMs * 2, longestIdleMs);
    progress.add(read.records);
    const wanted = read.records.filter(passes);
    if (wanted.length < read.records.length) settled(read.records.filter((record) => !passes(record)));
    spread(wanted, lanes);
    if (read.records.length === 0) await room.wait(signal, idleMs);
  }
  for (const lane of lanes) lane.close();
  await running;
  if (!signal.aborted) checkpoints.set(shardId, { drained: true });
}

function spread(records: readonly ShardRecord[], lanes: readonly Lane[]): void {
  const shares = lanes.map((): ShardRecord[] => []);
  for (const record of records) shares[laneOf(record.partitionKey, lanes.length)]?.push(record);
  lanes.forEach((lane, i) => {
    lane.add(shares[i] ?? []);
  });
}
