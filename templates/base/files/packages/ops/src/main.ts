import { RefusedError } from './refused.ts';
import { verbOf, verbs } from './verbs.ts';

// `npm run ops -- <verb>`. Exit codes: 0 done, 1 failed, 3 refused and nothing changed.
const [name, ...args] = process.argv.slice(2);
try {
  if (name === undefined || name === '--help') await help();
  else await (await verbOf(name)).run(args);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof RefusedError ? 3 : 1;
}

async function help(): Promise<void> {
  console.log('What to do when an alarm rings; docs/runbooks/ says when.\n');
  for (const verb of verbs()) {
    const { usage, summary } = await verbOf(verb);
    console.log(`  ${usage}\n      ${summary}`);
  }
}
