import type { ShardRecord } from './record.ts';

/** What an invocation's answer says about its batch: all is done, done up to an index, or nothing is done. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'from'; readonly index: number }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Reads an answer as `ReportBatchItemFailures` does. The lowest reported sequence number is the checkpoint, and
 * everything from there is tried again. The whole batch fails when the answer cannot be read, or when an identifier is
 * empty or not in the batch.
 */
export function verdictOf(answer: unknown, records: readonly ShardRecord[]): Verdict {
  if (answer === null || answer === undefined) return { kind: 'done' };
  if (typeof answer !== 'object' || Array.isArray(answer))
    return { kind: 'failed', why: 'the answer is not an object' };
  const { batchItemFailures: failures } = answer as { batchItemFailures?: unknown };
  if (failures === null || failures === undefined) return { kind: 'done' };
  if (!Array.isArray(failures)) return { kind: 'failed', why: 'batchItemFailures is not a list' };
  if (failures.length === 0) return { kind: 'done' };
  const indexes = failures.map((failure: unknown) => {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    return records.findIndex((record) => record.sequenceNumber === id);
  });
  if (indexes.includes(-1)) return { kind: 'failed', why: 'an itemIdentifier is not in the batch' };
  return { kind: 'from', index: Math.min(...indexes) };
}
