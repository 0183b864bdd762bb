import { expect, test } from 'vitest';
import { addIncludes as addTo } from '../../../src/repo/add/include.ts';

const include = (path: string) => `- \${file(${path})}`;
const addIncludes = (text: string, list: string, paths: readonly string[]) =>
  addTo(text, { path: 'deploy/all.yml', list, entries: paths.map((path) => include(path).slice(2)) });
const text = (...lines: string[]) => `${lines.join('\n')}\n`;

test('what is new stands behind the last one; comments, order and everything else stay', () => {
  const before = text(
    'service: shop # ours',
    'functions:',
    '  # the first',
    `  ${include('../services/b/function.yml')}`,
    `  ${include('../services/a/function.yml')} # not sorted`,
    '',
    'resources:',
    `  ${include('./resources/x.yml')}`,
  );
  const after = addIncludes(before, 'functions', ['../services/new/function.yml']);
  expect(after.replace(`  ${include('../services/new/function.yml')}\n`, '')).toBe(before);
  expect(after.split('\n').indexOf(`  ${include('../services/new/function.yml')}`)).toBe(5);
});

test('the last list of the file, an empty list, and a list with another indent', () => {
  const last = text('resources:', `- ${'${file(a.yml)}'}`);
  expect(addIncludes(last, 'resources', ['b.yml'])).toBe(text('resources:', `${include('a.yml')}`, include('b.yml')));
  expect(addIncludes(text('functions: []', 'x: 1'), 'functions', ['a.yml'])).toBe(
    text('functions:', `  ${include('a.yml')}`, 'x: 1'),
  );
});

test('what is there is not added again', () => {
  const before = text('functions:', `  ${include('a.yml')}`);
  expect(addIncludes(before, 'functions', ['a.yml'])).toBe(before);
});

test('a file without the list is refused', () => {
  expect(() => addIncludes('functions: ${file(all.yml)}\n', 'functions', ['a.yml'])).toThrow(/no list "functions"/);
});
