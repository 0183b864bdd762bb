import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { readManifest, writeManifest } from '../../src/repo/manifest.ts';
import { scratchFolder } from '../e2e/tool.ts';

const made = {
  generator: { name: 'create-serverless-workshop', version: '1.2.3' },
  answers: { name: 'my-shop', ...defaults },
  base: 'a'.repeat(64),
};

test('what is written is read again; the order of the answers has no meaning', () => {
  const root = scratchFolder();
  const bytes = writeManifest(made);
  const turned = Object.fromEntries(Object.entries(made.answers).reverse()) as typeof made.answers;
  expect(writeManifest({ ...made, answers: turned })).toEqual(bytes);
  writeFileSync(join(root, 'workshop.json'), bytes);
  expect(readManifest(root)).toEqual({ schema: 1, ...made });
});

test('nothing of the machine or the moment stands in it', () => {
  expect(Object.keys(JSON.parse(writeManifest(made).toString()))).toEqual(['schema', 'generator', 'answers', 'base']);
});

test('no manifest is no repo', () => expect(readManifest(scratchFolder())).toBeUndefined());

test.each([
  ['{', 'it is not JSON'],
  ['null', 'it is not an object'],
  ['{"schema":2}', 'schema 2; this tool knows 1'],
  ['{"schema":1}', 'it names no generator'],
  ['{"schema":1,"generator":{"name":"x","version":"1.0.0"},"base":"x"}', 'no digest of the base'],
  [
    `{"schema":1,"generator":{"name":"x","version":"1.0.0"},"base":"${'a'.repeat(64)}","answers":{"start":"legacy"}}`,
    'it has no name',
  ],
  [
    `{"schema":1,"generator":{"name":"x","version":"1.0.0"},"base":"${'a'.repeat(64)}","answers":{"name":"x","start":1}}`,
    'the answer "start" is no text',
  ],
])('%s: %s', (text, says) => {
  const root = scratchFolder();
  writeFileSync(join(root, 'workshop.json'), text);
  expect(() => readManifest(root)).toThrow(says);
});
