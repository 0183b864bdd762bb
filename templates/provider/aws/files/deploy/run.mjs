// npm run package | deploy | destroy [-- --stage <stage>]
import { parseArgs } from 'node:util';
import { ensureEngine, runEngine } from './engine.mjs';
import { packFunctions } from './packaging.mjs';
import { checkSettings } from './settings.mjs';

/** What the engine calls each command, and what to say when it is done. */
const commands = {
  package: { engine: 'package', done: 'deploy/.serverless/cloudformation-template-update-stack.json' },
  deploy: { engine: 'deploy', done: 'Deployed. Does the whole way work? npm run smoke -- --url <shop>' },
  destroy: {
    engine: 'remove',
    done: 'Removed. Kept on purpose: tables, the bucket of failed records and the keys they are encrypted with (docs/deploy.md).',
  },
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'offline' } },
  });
  await run(positionals[0], values.stage);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function run(name, stage) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) throw new Error('Usage: npm run package|deploy|destroy -- --stage <stage>');
  if (!/^[a-z][a-z0-9]{0,15}$/.test(stage)) {
    throw new Error(`"${stage}" is no stage: lower-case letters and digits, a letter first, at most 16.`);
  }
  if (name !== 'package' && stage === 'offline') {
    throw new Error(
      `The stage "offline" has made-up values. Copy deploy/settings.example.yml to deploy/settings.production.yml, fill it in, and run: npm run ${name} -- --stage production`,
    );
  }
  checkSettings(stage);
  const bundles = await packFunctions();
  if (bundles.length === 0) console.log('No functions yet: there is only what alarms and logs will need.');
  for (const { name: bundled, kb, budgetKb } of bundles) {
    console.log(`${bundled}: ${kb} KB of ${budgetKb} KB`);
  }
  await ensureEngine();
  await runEngine([command.engine, '--stage', stage]);
  console.log(command.done);
}
