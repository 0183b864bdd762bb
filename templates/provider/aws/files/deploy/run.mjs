import { parseArgs } from 'node:util';
import { ensureEngine, runEngine } from './engine.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { stage: { type: 'string', default: 'offline' } },
});
const [command = ''] = positionals;
const { stage } = values;

try {
  await run();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function run() {
  if (!['package', 'deploy', 'destroy'].includes(command)) {
    throw new Error('Usage: npm run package|deploy|destroy -- --stage <stage>');
  }
  if (!/^[a-z][a-z0-9]{0,15}$/.test(stage)) {
    throw new Error(`"${stage}" is no stage: lower-case letters and digits, a letter first, at most 16.`);
  }
  if (command !== 'package' && stage === 'offline') {
    throw new Error(
      `The stage "offline" has made-up values. Copy deploy/settings.example.yml to deploy/settings.production.yml, fill it in, and run: npm run ${command} -- --stage production`,
    );
  }
  await ensureEngine();
  // These need what the engine's install brings.
  const { checkSettings } = await import('./settings.mjs');
  const { packFunctions } = await import('./packaging.mjs');
  checkSettings(stage);
  for (const { name, kb, budgetKb } of await packFunctions()) {
    console.log(`${name}: ${kb} KB of ${budgetKb} KB`);
  }
  await runEngine([command === 'destroy' ? 'remove' : command, '--stage', stage]);
  if (command === 'package') console.log('deploy/.serverless/cloudformation-template-update-stack.json');
}
