import { join } from 'node:path';
import type { Deployment, DeployVerb } from '../../contract/index.ts';
import { repoRoot } from '../../repo.ts';
import { ensureEngine, runEngine } from './engine.ts';
import { packFunctions } from './pack-functions.ts';
import { readDeployFiles } from './read-deploy-files.ts';
import { checkSettings } from './settings.ts';

/** The engine's name for each verb, and the message after it. */
const verbs: Readonly<Record<DeployVerb, { readonly engine: string; readonly done: string }>> = {
  package: { engine: 'package', done: 'deploy/.serverless/cloudformation-template-update-stack.json' },
  deploy: { engine: 'deploy', done: 'Deployed. Does the whole way work? npm run smoke -- --url <shop>' },
  destroy: {
    engine: 'remove',
    done: 'Removed. Kept on purpose: tables, the bucket of failed records and the keys they are encrypted with (docs/deploy.md).',
  },
};

/** Bundles the functions and passes `deploy/serverless.yml` to the engine that is locked in `deploy/`. */
export const awsDeployment: Deployment = { run, readFunction: readDeployFiles };

async function run(verb: DeployVerb, stage: string): Promise<void> {
  const deploy = join(repoRoot(), 'deploy');
  checkSettings(stage, deploy);
  const bundles = await packFunctions();
  if (bundles.length === 0) console.log('No functions yet: there is only what alarms and logs will need.');
  for (const { name, kb, budgetKb } of bundles) console.log(`${name}: ${kb} KB of ${budgetKb} KB`);
  await ensureEngine(deploy);
  await runEngine(deploy, [verbs[verb].engine, '--stage', stage]);
  console.log(verbs[verb].done);
}
