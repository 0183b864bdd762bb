import { RefusedError } from './refused.ts';
import type { Verb, Verbs } from './verbs.ts';

/**
 * Runs `npm run ops -- <verb>`, or lists the verbs. Prints what is wrong. Answers the exit code: 0 done, 1 failed, 3
 * refused and nothing changed.
 */
export async function runVerb(verbs: Verbs, [name, ...args]: readonly string[]): Promise<number> {
  try {
    if (name === undefined || isHelp(name)) await list(verbs);
    else if (args.some(isHelp)) tell(await verbs.load(name));
    else await (await verbs.load(name)).run(args);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return error instanceof RefusedError ? 3 : 1;
  }
}

const isHelp = (word: string) => word === '--help' || word === '-h';

async function list(verbs: Verbs): Promise<void> {
  console.log('What to do when an alarm rings; docs/runbooks/ says when.\n');
  for (const name of verbs.names()) tell(await verbs.load(name));
}

function tell({ usage, summary }: Pick<Verb, 'usage' | 'summary'>): void {
  console.log(`  ${usage}\n      ${summary}`);
}
