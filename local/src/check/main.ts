import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npm, run } from '../npm.ts';
import { repoRoot } from '../repo.ts';

// `npm run check`: format and lint, types, and the rules for services/*/function.json. `npm run format` only formats.
const root = repoRoot();
// The tools are installed outside of the workspace, because Biome alone is 98 MB. tools/package.json names their
// versions.
const tools = join(root, 'tools');
const biome = join(tools, 'node_modules/@biomejs/biome/bin/biome');
const write = process.argv.includes('--write');

type Step = { readonly name: string; readonly args: readonly string[] };

const failed: string[] = [];
try {
  await fetchBiome();
  for (const { name, args } of steps()) {
    console.log(`\n${name}`);
    await run(args, { cwd: root }).catch(() => failed.push(name));
  }
  if (failed.length > 0) console.error(`\nnot in order: ${failed.join(', ')}`);
} catch (error) {
  failed.push('check');
  console.error((error as Error).message);
}
if (failed.length > 0) process.exitCode = 1;

async function fetchBiome(): Promise<void> {
  if (existsSync(biome)) return;
  console.log('Fetching Biome into tools/: 98 MB on disk, about 25 MB to load, once; some 10 seconds on a good line.');
  // No lockfile is needed: Biome's version is exact here, and Biome names its own packages by exact versions.
  await npm(['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: tools });
}

function steps(): Step[] {
  const format = { name: 'format and lint', args: [biome, 'check', ...(write ? ['--write'] : []), '.'] };
  if (write) return [format];
  return [
    format,
    { name: 'types', args: [binOf('typescript', 'tsc'), '--noEmit'] },
    { name: 'functions', args: [binOf('vitest', 'vitest'), 'run', 'packages/ops/test/function-json'] },
  ];
}

/** The script of a command that is installed in the repo. */
function binOf(name: string, command: string): string {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
  const { bin } = createRequire(manifest)(manifest) as { bin: string | Readonly<Record<string, string>> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[command] ?? ''));
}
