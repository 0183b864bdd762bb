import type { ShardRecord } from './record.ts';

/**
 * `FilterCriteria` on the type of an event. Lambda drops a record whose data is not JSON as soon as there is a filter, and so does this. AWS
 * does not say what a filter makes of bytes that are not UTF-8. Here such a record passes when its type can be read: the function then
 * shows what it does with it.
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
