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
  /** Batches of one shard that run at the same time; one key stays in one batch. */
  readonly parallelization: number;
  /** Where a shard without a checkpoint starts: at its oldest record, or behind its newest. Child shards always start at their oldest. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
};

/** The block `aws` of a `function.json`: what Kinesis alone knows. */
type AwsKnobs = Partial<Pick<PumpSettings, 'bisect' | 'parallelization'>>;

/** A `function.json` with a stream, also as it was before 0.2.0: all figures in the trigger, the age under its old name. */
export type StreamFunction = Pick<FunctionDefinition, 'name'> & {
  readonly trigger: Omit<StreamTrigger, 'maxAgeSeconds'> &
    Partial<Pick<StreamTrigger, 'maxAgeSeconds'> & Pick<PumpSettings, 'maxRecordAgeSeconds'>> &
    AwsKnobs;
  readonly aws?: AwsKnobs;
};

/** What a `function.json` says to the pump; what it leaves out is as in the `trigger.yml` of the deploy files. */
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

/** What one invocation can carry: Lambda's limit for a synchronous call. */
export const invocationBytes = 6 * 1024 * 1024;
