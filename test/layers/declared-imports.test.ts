import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import type { Tree } from '../../src/tree/tree.ts';
import { nameOf, validCombinations } from '../matrix/combinations.ts';
import { renderCombination } from '../matrix/compose.ts';
import { importsOf } from './import-graph.ts';

type Manifest = {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

function manifestAt(tree: Tree, path: string): Manifest {
  return JSON.parse(Buffer.from(tree.get(path)?.bytes ?? '{}').toString('utf8'));
}

/** What a strict package manager lets a package import: what it declares, and what the root declares. */
function allowedIn(tree: Tree, folder: string): Set<string> {
  const own = manifestAt(tree, `${folder}/package.json`);
  const root = manifestAt(tree, 'package.json');
  const all = { ...own.dependencies, ...own.devDependencies, ...root.devDependencies };
  return new Set([own.name, ...Object.keys(all)]);
}

/** `@app/core/testing` is of `@app/core`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

test('a package of a made repo declares what it imports: pnpm gives it nothing else', () => {
  const found = new Set<string>();
  for (const combination of validCombinations) {
    const tree = renderCombination(combination);
    for (const [path, { bytes }] of tree) {
      const folder = /^(?:packages|services)\/[^/]+/.exec(path)?.[0];
      if (!folder || !path.endsWith('.ts')) continue;
      const allowed = allowedIn(tree, folder);
      for (const specifier of importsOf(Buffer.from(bytes).toString('utf8'))) {
        const name = packageOf(specifier);
        // Types of a package come from beside it.
        if (specifier.startsWith('.') || isBuiltin(specifier) || allowed.has(name) || allowed.has(`@types/${name}`))
          continue;
        found.add(`${path} imports ${name} (${nameOf(combination)})`);
      }
    }
  }
  expect([...found]).toEqual([]);
});
