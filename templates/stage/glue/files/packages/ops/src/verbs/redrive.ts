import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printable, textOrBytes } from '@app/core';
import { openDatabase } from '@app/database';
import { openStream, withSecrets } from '@app/provider';
import { failedRecords } from '@app/provider/local';
import { RefusedError, readArgs, settingsWith } from 'serverless-workshop/ops';
import { type GivenUp, givenUp, type Redriven, redrive, rehearse } from '../redrive.ts';

/** How it is called. */
export const usage = 'npm run redrive -- [--dry-run] [--failures <folder>] [--only <record id> [--body <file>]]';
/** What it does, for the list of verbs. */
export const summary = 'publishes records of quarantine and failure destination again, each once';

/** Redrives, or says what it would do. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = readArgs(args, {
    usage,
    positionals: 0,
    options: {
      'dry-run': { type: 'boolean', default: false },
      failures: { type: 'string' },
      only: { type: 'string' },
      body: { type: 'string' },
    },
  });
  if (values.body !== undefined && values.only === undefined) {
    throw new RefusedError(`--body mends one record: name it with --only. Usage: ${usage}`);
  }
  if (values.failures !== undefined && !existsSync(values.failures)) {
    throw new RefusedError(
      `There is no folder ${values.failures}: --failures names a copy of the failure destination.`,
    );
  }
  const body = values.body === undefined ? undefined : readBody(values.body);
  const settings = settingsWith('STREAM_NAME');
  const env = await withSecrets(settings.env);
  const failures = values.failures ?? join(settings.dataDir, 'failures');
  const { documents, effects, close } = await openDatabase(env).catch((error: Error) => {
    throw new RefusedError(error.message);
  });
  const stream = openStream(env);
  try {
    const ports = { documents, effects, stream };
    const found = chosen(await givenUp(ports, await failedRecords(failures)), values.only, body);
    show(await (values['dry-run'] ? rehearse : redrive)(ports, found), values['dry-run']);
  } finally {
    await stream.close();
    await close();
  }
}

function readBody(file: string): GivenUp['body'] {
  try {
    const body = textOrBytes(readFileSync(file));
    // Some editors put a mark (BOM) before a text, and a filter of the stream may drop it for that.
    return typeof body === 'string' ? body.replace(/^\uFEFF/, '') : body;
  } catch (error) {
    throw new RefusedError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function chosen(found: readonly GivenUp[], only: string | undefined, body?: GivenUp['body']): readonly GivenUp[] {
  if (only === undefined) return found;
  const record = found.find(({ id }) => id === only);
  if (!record) throw new RefusedError(`No record ${only} was given up: "npm run redrive -- --dry-run" lists them.`);
  return [body === undefined ? record : { ...record, body }];
}

function show(results: readonly Redriven[], dryRun: boolean): void {
  const of = (outcome: Redriven['outcome']) => results.filter((result) => result.outcome === outcome);
  for (const { record } of of('published')) {
    console.log(`${dryRun ? 'would publish' : 'published'} ${record.id} (key ${keyOf(record)}, from ${record.from})`);
  }
  for (const { record, reason } of of('invalid')) {
    console.log(`still invalid ${record.id} (key ${keyOf(record)}): ${reason}${dryRun ? '' : '; it is in quarantine'}`);
  }
  const counts = [
    `${of('published').length} ${dryRun ? 'to publish' : 'published'}`,
    `${of('invalid').length} still invalid`,
    `${of('before').length} redriven before`,
  ];
  console.log(`${counts.join(', ')}.`);
  const [refused, failed] = [of('refused'), of('failed')];
  for (const { record, reason } of failed) console.error(`failed ${record.id} (key ${keyOf(record)}): ${reason}`);
  const left = [...refused, ...failed].map(({ record }) => record.id);
  if (left.length === 0) return;
  const why = `The stream refused ${refused.length}, and ${failed.length} failed`;
  throw new Error(`${why}; they are where they were, run it again: ${left.join(', ')}`);
}

/** The words of others must not move the cursor. */
function keyOf({ key }: GivenUp): string {
  return printable(key, key.length);
}
