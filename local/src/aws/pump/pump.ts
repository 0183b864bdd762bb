import { type KinesisClient, ListShardsCommand, type Shard } from '@aws-sdk/client-kinesis';
import type { Invoke } from '../../contract/index.ts';
import { backOff } from './backoff.ts';
import { Bell } from './bell.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { DrainRequests } from './drain.ts';
import type { FailureDestination } from './failure-destination.ts';
import type { PumpSettings } from './settings.ts';
import { pumpShard } from './shard-pump.ts';
import { type Position, ShardReader } from './shard-reader.ts';
import { readable, type ShardNode, shardNodes } from './shard-tree.ts';

/** The parts that a pump uses. */
export type PumpParts = {
  readonly client: KinesisClient;
  readonly streamArn: string;
  readonly invoke: Invoke;
  readonly checkpoints: Checkpoints;
  readonly failures: FailureDestination;
  /** Gets a line about each failure that is tried again. Without it the lines go to stderr. */
  readonly onLine?: (line: string) => void;
  /** Requests to drain. Without it there are none. */
  readonly drain?: DrainRequests;
  /** The present time in ms since 1970. The age of a record is measured with it. */
  readonly now?: () => number;
  /** Waits before the n-th try in a row. Ends early when the signal aborts. */
  readonly backOff?: (tries: number, signal: AbortSignal) => Promise<void>;
};

/** A running event source mapping. */
export type Pump = {
  /** Stops reading, waits for the invocations under way, and stores the checkpoints. */
  stop(): Promise<void>;
};

const lookAgainMs = 1000;

/** Starts an event source mapping on this machine: a stream's records, shard by shard, into a function. Throws when the stream cannot be read. */
export async function startPump(settings: PumpSettings, parts: PumpParts): Promise<Pump> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Map<string, Promise<void>>();
  const changed = new Bell();
  let nodes: readonly ShardNode[] = await listShards(parts.client, settings.stream);
  const openAtStart = new Set(nodes.filter((node) => !node.closed).map((node) => node.id));
  if (settings.startingPosition === 'LATEST') skipClosed(nodes, parts.checkpoints);

  const drained = (id: string) => parts.checkpoints.get(id)?.drained === true;
  const start = (id: string) => {
    const reader = new ShardReader(parts.client, settings.stream, id, positionOf(id, settings, parts, openAtStart));
    const pumping = pumpShard({
      shardId: id,
      reader,
      checkpoints: parts.checkpoints,
      closed: () => nodes.find((node) => node.id === id)?.closed ?? true,
      delivery: {
        settings,
        source: { streamArn: parts.streamArn, shardId: id, functionName: settings.functionName },
        invoke: parts.invoke,
        failures: parts.failures,
        onLine: parts.onLine ?? console.warn,
        ...(parts.drain && { drain: parts.drain }),
        now: parts.now ?? Date.now,
        pause: (tries) => (parts.backOff ?? backOff)(tries, signal),
        signal,
      },
    });
    running.set(
      id,
      pumping.then(() => changed.ring()),
    );
    return reader;
  };
  const startReadable = () =>
    readable(nodes, drained)
      .filter((node) => !running.has(node.id))
      .map((node) => start(node.id));

  // The readers open before this function returns. So every record that is put later is read, also with LATEST.
  await Promise.all(startReadable().map((reader) => reader.open()));
  const watching = watch();

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      await changed.wait(signal, lookAgainMs);
      if (signal.aborted) return;
      nodes = await listShards(parts.client, settings.stream).catch(() => nodes);
      startReadable();
    }
  }

  return {
    async stop() {
      stopping.abort();
      await watching;
      await Promise.all(running.values());
      await parts.checkpoints.flush();
    },
  };
}

function positionOf(
  id: string,
  settings: PumpSettings,
  { checkpoints }: PumpParts,
  openAtStart: ReadonlySet<string>,
): Position {
  const after = checkpoints.get(id)?.sequenceNumber;
  if (after !== undefined) return { after };
  return openAtStart.has(id) ? settings.startingPosition : 'TRIM_HORIZON';
}

/** With LATEST, the records in shards that are closed already are skipped. */
function skipClosed(nodes: readonly ShardNode[], checkpoints: Checkpoints): void {
  for (const { id, closed } of nodes) {
    if (closed && !checkpoints.get(id)) checkpoints.set(id, { drained: true });
  }
}

async function listShards(client: KinesisClient, stream: string): Promise<ShardNode[]> {
  const shards: Shard[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListShardsCommand(token ? { NextToken: token } : { StreamName: stream }));
    shards.push(...(page.Shards ?? []));
    token = page.NextToken;
  } while (token);
  return shardNodes(shards);
}
