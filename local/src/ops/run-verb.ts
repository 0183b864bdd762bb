import { RefusedError } from './refused.ts';
import type { Verbs } from './verbs.ts';

/**
 * Runs `npm run ops -- <verb>`, or lists the verbs. Prints what is wrong. Answers the exit code: 0 done, 1 failed, 3
 * refused and nothing changed.
 */
export async function runVerb(verbs: Verbs, [name, ...args]: readonly string[]): Promise<number> {
  try {
    if (name === undefined || name === '--help') await list(verbs);
    else await (await verbs.load(name)).run(args);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return error instanceof RefusedError ? 3 : 1;
  }
}

async function list(verbs: Verbs): Promise<void> {
  console.log('What to do when an alarm rings; docs/runbooks/ says when.\n');
  for (const name of verbs.names()) {
    const { usage, summary } = await verbs.load(name);
    console.log(`  ${usage}\n      ${summary}`);
  }
}
