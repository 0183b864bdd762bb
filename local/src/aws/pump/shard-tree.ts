import type { Shard } from '@aws-sdk/client-kinesis';

/** One shard of a stream, with the facts that the pump uses. */
export type ShardNode = { readonly id: string; readonly parents: readonly string[]; readonly closed: boolean };

/** Reads an answer of ListShards. */
export function shardNodes(shards: readonly Shard[]): ShardNode[] {
  return shards.map((shard) => ({
    id: shard.ShardId ?? '',
    parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined),
    closed: shard.SequenceNumberRange?.EndingSequenceNumber !== undefined,
  }));
}

/**
 * The shards that may be read now: those that are not drained and whose parents are all drained or expired. After a
 * split or a merge the records of a key continue in a child shard. If a child were read too early, their order would be
 * lost.
 */
export function readable(nodes: readonly ShardNode[], drained: (id: string) => boolean): ShardNode[] {
  const known = new Set(nodes.map((node) => node.id));
  return nodes.filter(
    (node) => !drained(node.id) && node.parents.every((parent) => !known.has(parent) || drained(parent)),
  );
}
