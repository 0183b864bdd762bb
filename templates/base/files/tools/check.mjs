// @ts-check
// `npm run check`: format and lint, types, and the rules of services/*/function.json. `--write` formats and stops.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from './npm.mjs';

const tools = dirname(fileURLToPath(import.meta.url));
const root = dirname(tools);
const biome = join(tools, 'node_modules/@biomejs/biome/bin/biome');
const write = process.argv.includes('--write');

if (!existsSync(biome)) {
  console.log('Fetching Biome into tools/: 98 MB on disk, about 25 MB to load, once; some 10 seconds on a good line.');
  // Biome names its parts by exact versions, so its own exact version is lock enough.
  await npm(['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: tools });
}

const steps = [
  { name: 'format and lint', args: [biome, 'check', ...(write ? ['--write'] : []), '.'] },
  ...(write
    ? []
    : [
        { name: 'types', args: [binOf('typescript', 'tsc'), '--noEmit'] },
        { name: 'functions', args: [binOf('vitest', 'vitest'), 'run', 'packages/ops/test/function-json'] },
      ]),
];

const failed = [];
for (const { name, args } of steps) {
  console.log(`\n${name}`);
  await run(args, { cwd: root }).catch(() => failed.push(name));
}
if (failed.length > 0) {
  console.error(`\nnot in order: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/**
 * @param {string} name
 * @param {string} command
 */
function binOf(name, command) {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
  const { bin } = createRequire(manifest)(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}
