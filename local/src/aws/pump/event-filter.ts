import type { ShardRecord } from './record.ts';

/**
 * Filters records by the type of their event, as `FilterCriteria` do. With a filter, Lambda drops a record whose data
 * is not JSON, and so does this. AWS does not document what a filter does with bytes that are not UTF-8. Here such a
 * record passes when its type can be read, so that the function handles it.
 */
export function eventFilter(types: readonly string[] | undefined): (record: ShardRecord) => boolean {
  if (!types) return () => true;
  const wanted = new Set<unknown>(types);
  return ({ data }) => {
    try {
      return wanted.has((JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as { type?: unknown } | null)?.type);
    } catch {
      return false;
    }
  };
}
