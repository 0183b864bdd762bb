import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layerIdProblem, writeLayer } from '../../src/repo/new-layer.ts';
import { copyOfTheCheckout, pictureOf, runProgram, scratchFolder } from '../e2e/tool.ts';
import { write } from './doctor/made.ts';

const slot = 'templates/telemetry/otlp/files/packages/telemetry';
const contract = "import { describeIt } from '@app/contracts';\nimport { start } from '../src/index.ts';\n";

test('a layer of a slot gets the tests that know nothing but the slot’s exports, and what those need', () => {
  const root = scratchFolder();
  write(root, {
    [`${slot}/package.json`]: {
      name: '@app/telemetry',
      dependencies: { '@app/core': '*', '@otlp/exporter': '1.0.0' },
      devDependencies: { '@app/contracts': '*', vitest: 'catalog:' },
    },
    [`${slot}/test/contract.test.ts`]: contract,
    [`${slot}/test/inner.test.ts`]: "import { batch } from '../src/otlp/batch.ts';\n",
    [`${slot}/src/index.ts`]: 'theirs',
  });
  const { files, contract: command } = writeLayer(
    { axis: 'telemetry', id: 'honeycomb', title: 'Honeycomb', why: 'Queries.' },
    root,
  );
  const folder = 'templates/telemetry/honeycomb';
  expect(command).toContain('--telemetry honeycomb && cd .scratch/try && npx vitest run packages/telemetry');
  expect([...files].sort()).toEqual([
    `${folder}/README.md`,
    `${folder}/files/packages/telemetry/package.json`,
    `${folder}/files/packages/telemetry/test/contract.test.ts`,
    `${folder}/layer.ts`,
  ]);
  expect(readFileSync(join(root, folder, 'files/packages/telemetry/test/contract.test.ts'), 'utf8')).toBe(contract);
  expect(JSON.parse(readFileSync(join(root, folder, 'files/packages/telemetry/package.json'), 'utf8'))).toEqual({
    name: '@app/telemetry',
    dependencies: { '@app/core': '*' },
    devDependencies: { '@app/contracts': '*', vitest: 'catalog:' },
  });
});

test('a new database of this checkout waits with the contract of today’s', () => {
  const root = copyOfTheCheckout();
  const { files } = writeLayer({ axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.' }, root);
  expect(files).toContain('templates/database/mysql/files/packages/database/test/database.test.ts');
  expect(
    readFileSync(join(root, 'templates/database/mysql/files/packages/database/package.json'), 'utf8'),
  ).not.toContain('postgres');
});

test('an engine of a dialect begins as the engine that is there, under its own name, in one folder', () => {
  const root = copyOfTheCheckout();
  const layer = { axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.', dialect: 'sql' } as const;
  const { files, contract, begins } = writeLayer(layer, root);
  expect(files.filter((path) => !path.startsWith('templates/database/mysql/'))).toEqual([]);
  const engine = 'templates/database/mysql/files/packages/mysql';
  expect(files).toContain(`${engine}/src/pool.ts`);
  expect(JSON.parse(readFileSync(join(root, engine, 'package.json'), 'utf8')).name).toBe('@app/mysql');
  expect(readFileSync(join(root, 'templates/database/mysql/layer.ts'), 'utf8')).toContain("kind: 'sql'");
  expect(contract).toContain('--database mysql && cd .scratch/try && npx vitest run packages/sql packages/outbox');
  expect(begins).toContain('green');
});

test('an axis without a slot gets a test that the layer composes', () => {
  const root = scratchFolder();
  const { files, contract } = writeLayer({ axis: 'packaging', id: 'image', title: 'Image', why: 'Large.' }, root);
  expect(files).toContain('test/layers/packaging-image.test.ts');
  expect(contract).toBe('npx vitest run test/layers/packaging-image.test.ts');
});

test('a database says on which providers it is offered', () => {
  const root = scratchFolder();
  expect(writeLayer({ axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.' }, root).files).toContain(
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

describe('what runs here in the place of something else', () => {
  const layers = [
    { axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.', dialect: 'sql' },
    { axis: 'database', id: 'firestore', title: 'Firestore', why: "It is Google's." },
    { axis: 'provider', id: 'azure', title: 'Azure', why: 'It is there.' },
  ] as const;

  test('a new engine and a new provider have their row in docs/limits.md, and are formatted and typed as the rest', async () => {
    const copy = copyOfTheCheckout();
    for (const layer of layers) writeLayer(layer, copy);
    const own = layers.map(({ axis, id }) => `templates/${axis}/${id}/layer.ts`);
    const node = (...words: string[]) => runProgram(process.execPath, words, { cwd: copy });
    const biome = await node('node_modules/@biomejs/biome/bin/biome', 'check', ...own);
    expect(biome.stderr + biome.stdout).toContain('No fixes applied');
    const flags = ['--ignoreConfig', '--noEmit', '--strict', '--allowImportingTsExtensions', '--module', 'nodenext'];
    const types = await node('node_modules/typescript/bin/tsc', ...flags, '--types', 'node', ...own);
    expect(types.stdout).toBe('');
    const build = "import('./build/generate.ts').then(({ generate }) => generate())";
    expect(await node('--import', 'tsx', '--eval', build)).toMatchObject({ code: 0 });

    const ask = `Promise.all([import('./test/matrix/compose.ts'), import('./src/layers/limits.ts'), import('./src/layers/registry.ts')])
      .then(([{ renderCombination }, { limitsOf }, { layerOf, providerOf }]) => console.log(JSON.stringify({
        page: Buffer.from(renderCombination({ database: 'mysql' }).get('docs/limits.md').bytes).toString(),
        rows: limitsOf([layerOf('provider', 'azure'), layerOf('database', 'firestore')]),
        server: layerOf('database', 'mysql').server.setting,
        list: providerOf('azure').listOf('function.yml'),
        grant: providerOf('azure').grant('database', 'read'),
      })))`;
    const { stdout, stderr } = await node('--import', 'tsx', '--eval', ask);
    expect(stderr).toBe('');
    const { page, rows, server, list, grant } = JSON.parse(stdout);
    expect(page).toContain('- **Postgres, which began in its place**, for MySQL. It is another engine');
    expect(rows).toContain('- **the local Azure**, for Azure. ');
    expect(rows).toContain('- **the local Firestore**, for Firestore. ');
    expect({ server, list, grant }).toEqual({
      server: 'DATABASE_URL',
      list: 'functions',
      grant: 'packages/database/deploy/azure.yml:iam.read',
    });
  });
});
