import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { saidIn } from './said.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What only the provider and what belongs to it may say: its deploy file, its way to include, and its page of a slot. */
const words = ['serverless.yml', '${file(', 'aws.yml'];

/** The provider's layer, the cells of other layers with it, and the ids of both. */
const itsOwn = [
  /^templates\/provider\/aws\//,
  /^templates\/.+\/with\/provider\/aws\//,
  /^templates\/released\//,
  // Decided by start, stage and provider: the one file of its kind.
  /^templates\/start\/greenfield\/with\/stage\/features\/packages\/front\/deploy\/aws\.yml$/,
];

const files = ['src', 'generators', 'templates'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
);

const saying = (paths: readonly string[]) =>
  paths.filter((path) => {
    const said = `${path}\n${saidIn(join(root, path))}`;
    return words.some((word) => said.includes(word));
  });

test('the tool and the layers of other axes know no deploy file of a provider', () => {
  expect(saying(files.filter((path) => !itsOwn.some((own) => own.test(path))))).toEqual([]);
});

test('the control: where the provider is at home the words are found', () => {
  for (const own of itsOwn) expect(saying(files.filter((path) => own.test(path))), String(own)).not.toEqual([]);
});
