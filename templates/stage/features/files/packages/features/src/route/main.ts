import { parseArgs } from 'node:util';
import { recordsFolder, routesFile } from '@app/router';
import { RefusedError } from './refused.ts';
import { runVerb, usage } from './verbs.ts';

// `npm run route -- …`: which side answers a route, and what is known about both.
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false }, because: { type: 'string' } },
  });
  const records = recordsFolder(process.env);
  if (!records)
    throw new RefusedError('ROUTE_RECORDS is "-": the router here writes log lines, and they must be counted there.');
  process.exitCode = runVerb(positionals, { ...values, file: routesFile(process.env), records });
} catch (error) {
  const wrongArgument = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  console.error((error as Error).message);
  if (wrongArgument) console.error(usage);
  process.exitCode = wrongArgument || error instanceof RefusedError ? 3 : 1;
}
