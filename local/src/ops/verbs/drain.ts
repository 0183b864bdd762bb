import { functions } from '../../repo.ts';
import { loadProvider } from '../../slots.ts';
import { RefusedError, readArgs } from '../refused.ts';
import { devSettings } from '../settings.ts';

/** How it is called. */
export const usage = 'npm run ops -- drain <function>';
/** What it does, for the list of verbs. */
export const summary = 'moves the one record that blocks a shard to the failure destination';

/** Asks the pump of `npm run dev` to move a record, and waits for it. */
export async function run(args: readonly string[]): Promise<void> {
  const [name = ''] = readArgs(args, { usage, positionals: 1, options: {} }).positionals;
  const streams = functions()
    .map(({ definition }) => definition)
    .filter(({ trigger }) => trigger.type === 'stream');
  const found = streams.find((definition) => definition.name === name);
  if (!found) {
    const names = streams.map((definition) => definition.name).join(', ');
    throw new RefusedError(`"${name}" is no function on a stream. There are: ${names}.`);
  }
  const provider = await loadProvider();
  if (!provider.drain) throw new RefusedError(`${provider.name} cannot move a single record on this machine.`);
  const { dataDir } = devSettings('; for the cloud see docs/runbooks/stuck-shard.md');
  // One try may last until the timeout, and the pause before it takes some seconds.
  const patienceSeconds = found.timeoutSeconds + 10;
  console.log(`Waiting for the record that ${name} fails on, at most ${patienceSeconds} s.`);
  const drained = await provider.drain(dataDir, name, patienceSeconds * 1000);
  if (!drained) throw new Error(`${name} did not fail on any record, so none was moved.`);
  // The key comes from outside. Control characters in it could move the cursor.
  const key = drained.key.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
  console.log(`Record ${drained.id} (key ${key}) of ${drained.shardId} lies in .data/failures.`);
  console.log('Next: repair the cause, then "npm run redrive".');
}
