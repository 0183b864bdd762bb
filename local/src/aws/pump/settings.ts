import type { StreamTrigger } from '../../contract/index.ts';

/** The settings of an event source mapping, under the names of `function.json`. */
export type PumpSettings = Omit<StreamTrigger, 'type'> & {
  readonly functionName: string;
  /** Where a shard without a checkpoint starts: at its oldest record, or behind its newest. Child shards always start at their oldest. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
};

/** What one invocation can carry: Lambda's limit for a synchronous call. */
export const invocationBytes = 6 * 1024 * 1024;
