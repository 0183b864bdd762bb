import type { ShardRecord } from './record.ts';

/** `FilterCriteria` on the type of an event. Lambda drops a record whose data is not JSON as soon as there is a filter, and so does this. */
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
