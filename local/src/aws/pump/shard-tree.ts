import type { Shard } from '@aws-sdk/client-kinesis';

/** One shard of a stream, as far as the pump cares. */
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
 * The shards that may be read now: not drained, and every parent drained or gone. After a split or a merge the records of a key
 * go on in a child: reading it before its parents are done would break their order.
 */
export function readable(nodes: readonly ShardNode[], drained: (id: string) => boolean): ShardNode[] {
  const known = new Set(nodes.map((node) => node.id));
  return nodes.filter(
    (node) => !drained(node.id) && node.parents.every((parent) => !known.has(parent) || drained(parent)),
  );
}
