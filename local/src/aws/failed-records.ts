import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KinesisStreamEvent } from 'aws-lambda';
import type { StreamRecord } from '../contract/index.ts';
import { textOrBytes } from './text-or-bytes.ts';

/**
 * Reads the records of a failure destination from a folder with the layout of the S3 destination, made here or copied
 * from there. Each record is returned once, even when several objects hold it. Failed runs of a schedule hold no
 * records and are skipped. Throws with the file's name for any other file.
 */
export async function failedRecords(folder: string): Promise<StreamRecord[]> {
  if (!existsSync(folder)) return [];
  const found = new Map<string, StreamRecord>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    for (const record of await recordsIn(join(entry.parentPath, entry.name))) found.set(record.id, record);
  }
  return [...found.values()];
}

async function recordsIn(file: string): Promise<StreamRecord[]> {
  try {
    const object = JSON.parse(await readFile(file, 'utf8')) as { KinesisBatchInfo?: object; payload?: string };
    if (!object.KinesisBatchInfo) return [];
    const { Records } = JSON.parse(object.payload ?? '') as KinesisStreamEvent;
    return Records.map(({ kinesis }) => ({
      id: kinesis.sequenceNumber,
      key: kinesis.partitionKey,
      body: textOrBytes(Buffer.from(kinesis.data, 'base64')),
    }));
  } catch (cause) {
    throw new Error(`${file} is no object of a failure destination`, { cause });
  }
}
