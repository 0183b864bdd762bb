import type { ProcessBatch } from 'serverless-workshop/contract';

/** What everybody writes first: each record by itself, and those that failed are answered. The control of "order per key". */
export const withoutLanes: ProcessBatch = async (records, handle) => {
  const failed: string[] = [];
  for (const record of records) await handle(record).catch(() => failed.push(record.id));
  return { failed };
};
