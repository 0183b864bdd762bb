import { repoRoot } from '../../repo.ts';
import { readArgs } from '../refused.ts';
import { prepareRollBack } from '../roll-back.ts';

/** How it is called. */
export const usage = 'npm run ops -- roll-back <commit>';
/** What it does, for the list of verbs. */
export const summary = 'checks an older commit out beside this checkout, ready to be deployed';

/** Checks the commit out, and prints how to deploy it. */
export async function run(args: readonly string[]): Promise<void> {
  const [commit = ''] = readArgs(args, { usage, positionals: 1, options: {} }).positionals;
  const { folder, hash, subject } = await prepareRollBack(repoRoot(), commit);
  console.log(`${hash} "${subject}" lies in ${folder}. This checkout is as it was. Next, to deploy it:`);
  console.log(`  cd ${folder}\n  npm ci\n  npm test\n  npm run deploy -- --stage production`);
}
