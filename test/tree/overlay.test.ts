import { expect, test } from 'vitest';
import { overlay as lay } from '../../src/tree/overlay.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { fc } from '../laws.ts';
import { textOf, tree } from './trees.ts';

const deployFile = { path: 'deploy/all.yml', lists: ['functions', 'resources'], include: (name: string) => name };
const overlay = (trees: readonly Tree[]) => lay(trees, deployFile);

const path = fc.stringMatching(/^[a-z]{1,3}(\/[a-z]{1,3}){0,2}$/);
const dependencies = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.constant('1.0.0'), { maxKeys: 4 });
const settings = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,4}$/), { maxLength: 4 });
const includes = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}\.yml$/), { maxLength: 4 });

/** Layers that own different paths and all write the three merged files. */
const layers = fc
  .array(fc.record({ paths: fc.uniqueArray(path), dependencies, settings, includes }), { minLength: 2, maxLength: 5 })
  .map((parts) =>
    parts.map(
      (part, i): Tree =>
        tree({
          ...Object.fromEntries(part.paths.map((name) => [`own${i}/${name}`, `${i}`])),
          'package.json': JSON.stringify({ name: 'x', dependencies: part.dependencies }),
          '.env.example': part.settings.map((name) => `# about ${name}\n${name}=1`).join('\n\n'),
          [deployFile.path]:
            i === 0
              ? '# the service\nservice: x\n\nfunctions: []\n\nresources: []\n'
              : `functions:\n${part.includes.map((file) => `  - ${file}\n`).join('')}`,
        }),
    ),
  );

test('the order of layers does not matter', () => {
  fc.assert(
    fc.property(
      layers.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const asText = (parts: Tree[]) =>
          [...overlay(parts)]
            .map(([name, file]) => [name, file.id, Buffer.from(file.bytes).toString()])
            .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
        expect(asText(shuffled)).toEqual(asText(all));
      },
    ),
  );
});

test('every file of every layer is in the result, byte for byte', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const result = overlay(all);
      for (const layer of all) {
        for (const [name, file] of layer) if (name.startsWith('own')) expect(result.get(name)).toBe(file);
      }
    }),
  );
});

test('two owners of one path are an error that names both', () => {
  const a = tree({ 'src/index.ts': '1' }, 'start/legacy');
  const b = tree({ 'src/index.ts': '1' }, 'stage/glue');
  const message = 'Two layers own src/index.ts: stage/glue/src/index.ts and start/legacy/src/index.ts.';
  expect(() => overlay([a, b])).toThrow(message);
  expect(() => overlay([b, a])).toThrow(message);
});

test('a file that may be merged has an id of its own, whoever brings it', () => {
  const alone = overlay([tree({ 'package.json': '{"b":1,"a":1}' })]);
  expect(alone.get('package.json')?.id).toBe('merged:package.json');
  expect(textOf(alone, 'package.json')).toBe('{"b":1,"a":1}');
  const merged = overlay([tree({ 'package.json': '{"a":1}' }), tree({ 'package.json': '{"b":2}' })]);
  expect(merged.get('package.json')?.id).toBe('merged:package.json');
  expect(textOf(merged, 'package.json')).toBe('{\n  "a": 1,\n  "b": 2\n}\n');
});
