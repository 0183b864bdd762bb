import type { Database } from '@app/core';
import { type Env, openTable } from '@app/dynamodb';
import { documentsOn } from './documents.ts';
import { effectsOn } from './effects.ts';

/** Opens where the new functions keep their state: DynamoDB. */
export async function openDatabase(env: Env): Promise<Database> {
  const table = openTable(env);
  return {
    effects: effectsOn(table),
    documents: documentsOn(table),
    close: async () => table.close(),
  };
}
