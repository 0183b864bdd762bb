import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { partsOf } from '../../build/placeholders.ts';
import type { Answers } from '../../src/layers/answers.ts';
import { deployFilesOf, linesFor } from '../../src/layers/functions.ts';
import { openPack, type Pack } from '../../src/layers/pack.ts';
import type { Provider } from '../../src/layers/provider.ts';
import { layersOf, providerOf } from '../../src/layers/registry.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { root } from '../e2e/tool.ts';
import { nameOf, validCombinations } from '../matrix/combinations.ts';
import { renderCombination } from '../matrix/compose.ts';
import { textOf, tree } from '../tree/trees.ts';

const pack = openPack(`${root}dist/templates.pack`);
const functionsOf = (repo: Tree) =>
  [...repo.keys()].flatMap((path) => /^services\/([^/]+)\/function\.json$/.exec(path)?.[1] ?? []);

describe.each(validCombinations.map((combination) => ({ name: nameOf(combination), combination })))(
  '$name',
  ({ combination }) => {
    const repo = renderCombination(combination);
    const { includes } = providerOf('aws' satisfies Answers['provider']);

    test('every deploy file of a function is YAML, belongs to the layer of its function.json, and is deployed', () => {
      const all = functionsOf(repo).flatMap((name) =>
        [...repo].filter(([path]) => path.startsWith(`services/${name}/`) && path.endsWith('.yml')),
      );
      for (const [path, file] of all) {
        const [, name] = path.split('/');
        const owner = repo.get(`services/${name}/function.json`)?.id.replace(/\/services\/.*/, '');
        expect(file.id).toBe(`${owner}/with/provider/aws/${path}`);
        expect(parseDocument(textOf(repo, path)).errors, path).toEqual([]);
        expect(textOf(repo, includes.path), path).toContain(`  - ${includes.include(path)}\n`);
      }
      expect(all.length).toBeGreaterThanOrEqual(functionsOf(repo).length * 3);
    });

    test('a role refers to nothing that its slots do not grant', () => {
      for (const name of functionsOf(repo)) {
        const granted = [
          ...textOf(repo, `services/${name}/role.yml`).matchAll(/\(\.\.\/(packages\/.+?)\):iam\.(\w+)/g),
        ];
        expect(granted.length, name).toBeGreaterThan(0);
        for (const [, path = '', capability = ''] of granted) {
          const { iam } = parseDocument(textOf(repo, path)).toJS() as { iam: object };
          expect(Object.keys(iam), `${name}: ${path}`).toContain(capability);
        }
      }
    });
  },
);

const made = (definition: object, notes = 'stage/glue/functions') =>
  deployFilesOf(
    tree({ 'services/receipt/function.json': JSON.stringify(definition) }),
    { folder: 'stage/glue', notes },
    { id: 'aws', provider: providerOf('aws') },
    {},
    pack,
  );
const receipt = (trigger: object) => ({ name: 'receipt', trigger });

test('a block stands once for each entry of its list, and leaves no line where there is none', () => {
  const filtered = made(receipt({ type: 'stream', stream: 'orders', eventTypes: ['a.v1', 'b.v1'] })).tree;
  const open = made(receipt({ type: 'stream', stream: 'orders' })).tree;
  expect(textOf(filtered, 'services/receipt/trigger.yml').match(/FilterCriteria/g)).toHaveLength(1);
  expect(textOf(open, 'services/receipt/trigger.yml')).not.toContain('FilterCriteria');
  expect(textOf(open, 'services/receipt/trigger.yml')).toMatch(/, 1\}\n {6}# No filter[^\n]*\n {6}DestinationConfig/);
});

test('the kind of the trigger chooses the recipe, and each file knows its list', () => {
  const { entries } = made(receipt({ type: 'stream', stream: 'orders' }));
  expect(Object.fromEntries(entries)).toEqual({
    'services/receipt/alarms.yml': 'resources',
    'services/receipt/function.yml': 'functions',
    'services/receipt/role.yml': 'resources',
    'services/receipt/trigger.yml': 'resources',
  });
  expect(() => made(receipt({ type: 'queue' }))).toThrow('The provider aws has no recipe "queue".');
});

test('a function without notes, and notes that lack a word, are one clear error', () => {
  expect(() => made(receipt({ type: 'stream', stream: 'orders' }), 'stage/observe/functions')).toThrow(
    'The function receipt has no notes: templates/stage/observe/functions/receipt.json.',
  );
  expect(() => made(receipt({ type: 'schedule', rateMinutes: 1 }))).toThrow(
    /^The placeholder \{\{notes\.\S+\}\} in stage\/glue\/with\/provider\/aws\/services\/receipt\/\w+\.yml has no value\.$/,
  );
});

test('another provider is another descriptor and another folder: nothing else asks for its files', () => {
  const texts: Record<string, Record<string, string>> = {
    'stage/glue/functions': { 'receipt.json': '{ "grants": ["database.write", "outbox.lookup"] }' },
    'provider/exam/function/stream': {
      'main.tf': '{{exam}} {\n{{blocks.grants.line}}\n{{blocks.grants.none}}\n{{blocks.figures.none}}\n}\n',
      'blocks/grants.line.tf': '  {{name}} may {{entry.reference}}\n',
      'blocks/grants.none.tf': '  nothing\n',
    },
    'provider/exam/function/blocks': { 'figures.none.tf': '  no figures of {{stream}}\n' },
  };
  const filesOf = (folder: string) =>
    Object.keys(texts[folder] ?? {}).map((path) => ({
      path,
      folder,
      offset: 0,
      length: 0,
      executable: false,
      template: true,
    }));
  const exam: Pack = {
    filesOf,
    partsOf: (file) => partsOf(texts[(file as ReturnType<typeof filesOf>[number]).folder]?.[file.path] ?? ''),
    bytesOf: () => new Uint8Array(),
  };
  const provider: Provider = {
    ...providerOf('aws'),
    includes: { path: 'infra/all.tf', lists: ['modules'], include: (path) => `use ${path}` },
    listOf: () => 'modules',
    grant: (slot, capability) => `${capability} in ${slot}`,
    names: { longest: 20, inFiles: (name) => ({ exam: name.toUpperCase() }) },
  };
  const { tree: files, entries } = deployFilesOf(
    tree({ 'services/receipt/function.json': JSON.stringify(receipt({ type: 'stream', stream: 'new-orders' })) }),
    { folder: 'stage/glue', notes: 'stage/glue/functions' },
    { id: 'exam', provider },
    {},
    exam,
  );
  expect(textOf(files, 'services/receipt/main.tf')).toBe(
    'RECEIPT {\n  receipt may write in database\n  receipt may lookup in outbox\n  no figures of NewOrders\n}\n',
  );
  expect([...linesFor(provider, entries)]).toEqual([['modules', ['use services/receipt/main.tf']]]);
});

test('every provider describes itself', () => {
  for (const { id } of layersOf('provider')) expect(providerOf(id).includes.lists.length, id).toBeGreaterThan(0);
});
