import type { FunctionDefinition, StreamTrigger } from '../../contract/index.ts';

/** The settings of an event source mapping. */
export type PumpSettings = Pick<
  StreamTrigger,
  'stream' | 'eventTypes' | 'batchSize' | 'batchWindowSeconds' | 'retryAttempts'
> & {
  readonly functionName: string;
  readonly maxRecordAgeSeconds: number;
  /** Split a failed batch in two before it is tried again. */
  readonly bisect: boolean;
  /** How many batches of one shard run at the same time. Records of one key never run in parallel. */
  readonly parallelization: number;
  /**
   * Where reading starts in a shard without a checkpoint: at its oldest record, or after its newest. Child shards
   * always start at their oldest.
   */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
};

/** The block `aws` of a `function.json`: settings that only Kinesis has. */
type AwsKnobs = Partial<Pick<PumpSettings, 'bisect' | 'parallelization'>>;

/**
 * A `function.json` with a stream. Before 0.2.0 all figures were in the trigger and the age had another name. That form
 * is accepted too.
 */
export type StreamFunction = Pick<FunctionDefinition, 'name'> & {
  readonly trigger: Omit<StreamTrigger, 'maxAgeSeconds'> &
    Partial<Pick<StreamTrigger, 'maxAgeSeconds'> & Pick<PumpSettings, 'maxRecordAgeSeconds'>> &
    AwsKnobs;
  readonly aws?: AwsKnobs;
};

/** The pump's settings from a `function.json`. Missing ones have the defaults of the deploy files' `trigger.yml`. */
export function pumpSettingsOf({ name, trigger, aws }: StreamFunction): PumpSettings {
  const { stream, eventTypes, batchSize, batchWindowSeconds, retryAttempts } = trigger;
  return {
    functionName: name,
    stream,
    ...(eventTypes && { eventTypes }),
    batchSize,
    batchWindowSeconds,
    retryAttempts,
    maxRecordAgeSeconds: trigger.maxAgeSeconds ?? trigger.maxRecordAgeSeconds ?? -1,
    bisect: aws?.bisect ?? trigger.bisect ?? true,
    parallelization: aws?.parallelization ?? trigger.parallelization ?? 1,
    startingPosition: 'TRIM_HORIZON',
  };
}

/** The largest size of one invocation in bytes: Lambda's limit for a synchronous call. */
export const invocationBytes = 6 * 1024 * 1024;
