import { parseArgs } from 'node:util';
import type { DeployVerb } from '../contract/index.ts';
import { loadDeployment } from './deployment.ts';

// `npm run package | deploy | destroy [-- --stage <stage>]`. The repo's provider runs it.
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'offline' } },
  });
  // The command has checked the verb already.
  await run(positionals[0] as DeployVerb, values.stage);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function run(verb: DeployVerb, stage: string): Promise<void> {
  if (!/^[a-z][a-z0-9]{0,15}$/.test(stage)) {
    throw new Error(`"${stage}" is no stage: lower-case letters and digits, a letter first, at most 16.`);
  }
  if (verb !== 'package' && stage === 'offline') {
    throw new Error(
      `The stage "offline" has made-up values. Copy deploy/settings.example.yml to deploy/settings.production.yml, fill it in, and run: npm run ${verb} -- --stage production`,
    );
  }
  await (await loadDeployment()).run(verb, stage);
}
