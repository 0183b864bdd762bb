import { parseArgs } from 'node:util';
import { recordsFolder, routesFile } from '@app/router';
import { RefusedError } from 'serverless-workshop/ops';
import { runVerb, usage } from './verbs.ts';

// `npm run route -- …`: which side answers a route, and what is known about both.
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false }, because: { type: 'string' } },
  });
  const [file, records] = [routesFile(process.env), recordsFolder(process.env)];
  process.exitCode = runVerb(positionals, { ...values, file, records });
} catch (error) {
  const wrongArgument = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  console.error((error as Error).message);
  if (wrongArgument) console.error(usage);
  process.exitCode = wrongArgument || error instanceof RefusedError ? 3 : 1;
}
