import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { readBase } from '../../src/repo/base.ts';
import { readOwnPackage } from '../../src/repo/origin.ts';
import { composeProject, filesOf } from '../../src/repo/project.ts';
import { sha256 } from '../../src/tree/digest.ts';
import { root } from '../e2e/tool.ts';

const own = readOwnPackage(root);
const answers = { name: 'my-shop', ...defaults };

test('the base holds the render, byte for byte, with ids and roles; the manifest holds its digest', async () => {
  const project = await composeProject(answers, own);
  const [manifest, base] = project.records();
  const told = JSON.parse(Buffer.from(manifest?.content ?? '').toString());
  expect(told).toEqual({
    schema: 1,
    generator: { name: own.name, version: own.version },
    answers,
    base: sha256(Buffer.from(base?.content ?? '')),
  });
  const records = new Map(readBase(Buffer.from(base?.content ?? '')).map((record) => [record.path, record]));
  for (const [path, { bytes, id, role }] of project.tree) {
    if (/(^|\/)package-lock\.json$/.test(path)) expect(records.has(path), path).toBe(false);
    else expect(records.get(path), path).toMatchObject({ id, role, bytes: Buffer.from(bytes) });
  }
  expect(records.get('package.json')?.id).toBe('merged:package.json');
  expect(records.get('tsconfig.json')?.id).toBe('base/tsconfig.json');
  expect([...records.values()].filter(({ role }) => role === 'sample').length).toBeGreaterThan(0);
});

test('the tool is named where the repo depends on it', async () => {
  const { tree } = await composeProject(answers, own);
  const { devDependencies } = JSON.parse(Buffer.from(tree.get('package.json')?.bytes ?? []).toString());
  expect(devDependencies[own.name]).toBe(`file:.workshop/${own.name}-${own.version}.tgz`);
});

test('every file is written once, and knows its layers', async () => {
  const project = await composeProject(answers, own);
  const paths = [...filesOf(project), ...(await project.late)].map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  const layers = project.layersOf();
  for (const path of project.tree.keys()) expect(layers.get(path)?.length, path).toBeGreaterThan(0);
});
