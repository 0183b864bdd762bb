import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layerIdProblem, writeLayer } from '../../src/repo/new-layer.ts';
import { root as checkout, pictureOf, runProgram, scratchFolder } from '../e2e/tool.ts';
import { write } from './doctor/made.ts';

test('a layer of a slot gets the slot’s package.json and the tests of the default layer, and no code of it', () => {
  const root = scratchFolder();
  const sibling = 'templates/telemetry/otlp/files/packages/telemetry';
  write(root, {
    [`${sibling}/package.json`]: '{}',
    [`${sibling}/test/a/contract.test.ts`]: 'the contract',
    [`${sibling}/src/index.ts`]: 'theirs',
  });
  const written = writeLayer({ axis: 'telemetry', id: 'honeycomb', title: 'Honeycomb', why: 'Queries.' }, root);
  const folder = 'templates/telemetry/honeycomb';
  expect(written.sort()).toEqual([
    `${folder}/README.md`,
    `${folder}/files/packages/telemetry/package.json`,
    `${folder}/files/packages/telemetry/test/a/contract.test.ts`,
    `${folder}/layer.ts`,
  ]);
  expect(readFileSync(join(root, folder, 'files/packages/telemetry/test/a/contract.test.ts'), 'utf8')).toBe(
    'the contract',
  );
});

test('an axis without a slot gets a test that the layer composes', () => {
  const root = scratchFolder();
  const written = writeLayer({ axis: 'packaging', id: 'image', title: 'Image', why: 'Large functions.' }, root);
  expect(written).toContain('test/layers/packaging-image.test.ts');
});

test('a database says on which providers it is offered', () => {
  const root = scratchFolder();
  expect(writeLayer({ axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.' }, root)).toContain(
    'templates/database/mysql/with/provider/aws/.keep',
  );
});

test('an existing layer is left alone', () => {
  const root = scratchFolder();
  const layer = { axis: 'purpose', id: 'workshop', title: 'Workshop', why: 'Exercises.' } as const;
  writeLayer(layer, root);
  const before = pictureOf(root);
  expect(() => writeLayer(layer, root)).toThrow(expect.objectContaining({ code: 'refused' }));
  expect(pictureOf(root)).toEqual(before);
});

test.each(['', 'My SQL', '../x', 'a/b', '-a', 'a--b', 'a-', '2x', "a'b", '=glue'])('%j is no id', (id) =>
  expect(layerIdProblem(id)).toBeDefined(),
);
test.each(['mysql', 'active-passive', 'a2'])('%s is an id', (id) => expect(layerIdProblem(id)).toBeUndefined());

test('in a checkout, what is written is found, formatted and linted as the rest, and its contract is red until files are there', async () => {
  const root = copyOfTheCheckout();
  const layer = {
    axis: 'packaging',
    id: 'image',
    title: 'It\'s an "image"',
    why: "Functions over 250 MB, \\ and all that's in them.",
  } as const;
  writeLayer(layer, root);
  const node = (...words: string[]) => runProgram(process.execPath, words, { cwd: root });
  const biome = await node(
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    'templates/packaging/image',
    'test/layers/packaging-image.test.ts',
  );
  expect(biome.stderr + biome.stdout).toContain('No fixes applied');
  expect(biome.code).toBe(0);

  const build = ['--import', 'tsx', '--eval', "import('./build/generate.ts').then(({ generate }) => generate())"];
  const contract = ['node_modules/vitest/vitest.mjs', 'run', 'test/layers/packaging-image.test.ts'];
  expect(await node(...build)).toMatchObject({ code: 0 });
  expect((await node(...contract)).stdout).toContain('1 failed');
  write(root, { 'templates/packaging/image/files/Dockerfile': 'FROM scratch\n' });
  expect(await node(...build)).toMatchObject({ code: 0 });
  expect((await node(...contract)).stdout).toContain('1 passed');
});

/** A checkout of its own: others may be building the real one. */
function copyOfTheCheckout(): string {
  const root = scratchFolder();
  const left = new Set(['node_modules', 'dist', '.git', '.scratch', 'bench', 'docs']);
  for (const name of readdirSync(checkout)) {
    if (!left.has(name)) cpSync(join(checkout, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, '.git'));
  rmSync(join(root, 'test/e2e'), { recursive: true });
  writeFileSync(join(root, '.gitignore'), 'node_modules\n');
  return root;
}
