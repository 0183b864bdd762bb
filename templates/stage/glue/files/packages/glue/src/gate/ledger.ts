import { join } from 'node:path';
import { type CloudEvent, processInLanes, readJson } from '@app/core';
import { openDatabase } from '@app/database';
import { streamHandler } from '@app/provider';
import type { OpenConsumer, PlacedEvent } from 'serverless-workshop/contract';
import { createLedger } from 'serverless-workshop/gates';

/** Where the ledger stands: no kill takes it back. */
export const ledgerFile = (dataDir: string): string => join(dataDir, 'ledger.jsonl');

/** What the ledger notes of an event: an order's version is its place. */
export function placedEvent(body: string | Uint8Array): PlacedEvent {
  const { id, data } = readJson(body) as CloudEvent<{ version?: number }>;
  return { id, place: data.version ?? 0 };
}

/** A consumer that goes through events as the functions do: in lanes, and with the key and the change in one write. */
export const open: OpenConsumer = async (env, dataDir) => {
  const { effects } = await openDatabase(env);
  return streamHandler(
    createLedger({
      file: ledgerFile(dataDir),
      process: processInLanes,
      read: placedEvent,
      record: (id, key) => effects.once(`ledger:${id}`, { collection: 'ledger', id, document: { key } }),
    }),
  );
};
