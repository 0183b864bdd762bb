import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest } from './digest.ts';
import { everything } from './everything.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.env.GREEN_RESULTS || join(root, 'node_modules/.cache/green-results');

/** Kinds of checks whose green results are kept. */
export type Checked = 'types' | 'tests';

let context: string | undefined;

/** True when this check of exactly this content was green before, with the same packages, Node and checks. Nothing is kept of a red one. */
export function isGreen(kind: Checked, content: string): boolean {
  return !everything && existsSync(fileOf(kind, content));
}

/** Keeps that a check of a content was green. */
export function keepGreen(kind: Checked, contents: Iterable<string>): void {
  mkdirSync(folder, { recursive: true });
  for (const content of contents) writeFileSync(fileOf(kind, content), '');
}

function fileOf(kind: Checked, content: string): string {
  context ??= contextOf();
  return join(
    folder,
    digest([
      [kind, content],
      ['context', context],
    ]),
  );
}

/** All that decides on a result beside the content: what is installed, what checks, and on what. */
function contextOf(): string {
  const installs = [
    '.scratch/node_modules',
    '.scratch/engine/node_modules',
    'node_modules',
    'test/matrix/cloud/node_modules',
  ];
  const locks = installs.map((at) => join(at, '.package-lock.json')).filter((at) => existsSync(join(root, at)));
  const sources = ['test/matrix', 'local'].filter((at) => existsSync(join(root, at))).flatMap(filesBelow);
  const node = `${process.version} ${process.platform} ${process.arch}`;
  const files = [...locks, ...sources].sort();
  return digest([['node', node], ...files.map((path) => [path, readFileSync(join(root, path))] as const)]);
}

function filesBelow(at: string): string[] {
  return readdirSync(join(root, at), { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist')
    .flatMap((entry) => {
      const path = `${at}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
}
