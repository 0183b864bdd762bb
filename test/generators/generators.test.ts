import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionTypes } from '../../generators/actions.ts';
import { addGenerator } from '../../generators/add.ts';
import { advanceGenerator } from '../../generators/advance.ts';
import { doctorGenerator } from '../../generators/doctor.ts';
import { layerGenerator } from '../../generators/layer.ts';
import { projectGenerator } from '../../generators/project.ts';
import { redriveGenerator } from '../../generators/redrive.ts';
import { updateGenerator } from '../../generators/update.ts';
import { defaults } from '../../src/layers/answers.ts';
import { isChoice } from '../../src/questions/types.ts';
import { root, scratchFolder } from '../e2e/tool.ts';

const cwd = root;

const generators = [
  projectGenerator(cwd),
  layerGenerator,
  doctorGenerator,
  updateGenerator,
  advanceGenerator,
  addGenerator('glue'),
  redriveGenerator,
];

test('one verb a file, and each says what it makes', () => {
  const sources = readdirSync(join(root, 'generators')).filter((name) => name.endsWith('.ts'));
  const files = sources.filter((name) => readFileSync(join(root, 'generators', name), 'utf8').includes("verb: '"));
  expect(files.map((name) => name.replace('.ts', ''))).toEqual(generators.map(({ verb }) => verb).sort());
  for (const { description } of generators) expect(description).not.toBe('');
});

test('actions are data: they can be written down, and each has a type that is known', () => {
  const input = { target: 'my-shop', answers: defaults, git: true, install: true };
  const layer = { axis: 'database', id: 'mysql', title: 'MySQL', why: 'It is there.' } as const;
  const actions = [
    ...projectGenerator(cwd).actions(input),
    ...layerGenerator.actions(layer),
    ...doctorGenerator.actions({}),
    ...updateGenerator.actions({ kind: 'abort' }),
    ...addGenerator('event').actions({ name: 'shop.order.shipped.v1' }),
    ...advanceGenerator.actions({ check: true, allowDirty: false, quiet: false }),
    ...redriveGenerator.actions({ dryRun: true, quiet: false }),
  ];
  expect(JSON.parse(JSON.stringify(actions))).toEqual(actions);
  expect(actions.map(({ type }) => type).sort()).toEqual([...actionTypes].sort());
});

test('a repo: files first, then git, the packages and the first commit', () => {
  const types = (git: boolean, install: boolean) =>
    projectGenerator(cwd)
      .actions({ target: 'a/my-shop', answers: defaults, git, install })
      .map(({ type }) => type);
  expect(types(true, true)).toEqual(['write-project', 'init-repository', 'install', 'first-commit']);
  expect(types(false, true)).toEqual(['write-project', 'install']);
  expect(types(true, false)).toEqual(['write-project', 'init-repository', 'first-commit']);
  expect(types(false, false)).toEqual(['write-project']);
});

test('the name of a repo is the last part of its path', () => {
  const [write] = projectGenerator(cwd).actions({
    target: '../shops/my-shop/',
    answers: defaults,
    git: false,
    install: false,
  });
  expect(write).toMatchObject({ target: '../shops/my-shop/', answers: { name: 'my-shop' } });
});

test('typed answers are judged where they are typed', () => {
  const [target] = projectGenerator(scratchFolder()).questions;
  const problem = (text: string) => (target && !isChoice(target) ? target.problem(text) : 'not a text');
  expect(problem('my-shop')).toBeUndefined();
  expect(problem('My Shop')).toContain('contains a blank');
  const id = layerGenerator.questions.find(({ key }) => key === 'id');
  expect(id && !isChoice(id) ? id.problem('My SQL') : undefined).toContain('small letters');
});
