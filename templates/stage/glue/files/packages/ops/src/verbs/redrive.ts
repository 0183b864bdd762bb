import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printable, textOrBytes } from '@app/core';
import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { openStream, withSecrets } from '@app/provider';
import { failedRecords } from '@app/provider/local';
import { RefusedError, readArgs, settingsWith } from 'serverless-workshop/ops';
import { type GivenUp, givenUp, type Redriven, redrive, rehearse } from '../redrive.ts';
import { bringBack, rehearseBack, rowsAside } from '../rows-aside.ts';

/** How it is called. */
export const usage = 'npm run redrive -- [--dry-run] [--failures <folder>] [--only <id> [--body <file>]]';
/** What it does, for the list of verbs. */
export const summary = 'publishes what quarantine, failure destination and outbox set aside, each once';

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
  const refuse = (error: Error) => {
    throw new RefusedError(error.message);
  };
  const outbox = await openOutbox(env).catch(refuse);
  const { documents, effects, close } = await openDatabase(env).catch(refuse);
  const stream = openStream(env);
  try {
    const ports = { documents, effects, stream, outbox };
    const dryRun = values['dry-run'];
    const given = [...(await rowsAside(ports)), ...(await givenUp(ports, await failedRecords(failures)))];
    const found = chosen(given, values.only, body);
    const [rows, records] = [
      found.filter(({ from }) => from === 'outbox'),
      found.filter(({ from }) => from !== 'outbox'),
    ];
    const back = await (dryRun ? rehearseBack : bringBack)(ports, rows);
    show([...back, ...(await (dryRun ? rehearse : redrive)(ports, records))], dryRun);
  } finally {
    await stream.close();
    await close();
    await outbox.close();
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
  return [body === undefined ? record : { ...record, body, mended: true }];
}

function show(results: readonly Redriven[], dryRun: boolean): void {
  const of = (outcome: Redriven['outcome']) => results.filter((result) => result.outcome === outcome);
  for (const { record } of of('published')) {
    console.log(`${dryRun ? 'would publish' : 'published'} ${record.id} (key ${keyOf(record)}, from ${record.from})`);
  }
  for (const { record } of of('waits')) {
    console.log(
      `${dryRun ? 'would put back' : 'put back'} ${record.id} (key ${keyOf(record)}, from outbox): the relay publishes it`,
    );
  }
  for (const { record, reason } of of('invalid')) {
    const where = record.from === 'outbox' ? '; it stands aside in the outbox' : '; it is in quarantine';
    console.log(`still invalid ${record.id} (key ${keyOf(record)}): ${reason}${dryRun ? '' : where}`);
  }
  const counts = [
    `${of('published').length} ${dryRun ? 'to publish' : 'published'}`,
    `${of('invalid').length} still invalid`,
    `${of('before').length} redriven before`,
    ...(of('waits').length > 0 ? [`${of('waits').length} ${dryRun ? 'to put back' : 'back'} in the outbox`] : []),
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
