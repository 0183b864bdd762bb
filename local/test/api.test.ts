import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { missingFrom, reportOf, surface } from '../build/report.ts';

const local = fileURLToPath(new URL('..', import.meta.url));
const found = surface();

test('the report is what the library exports: npm run api writes it, and its diff is what a change does to those who use it', () => {
  expect(readFileSync(`${local}api.md`, 'utf8')).toBe(reportOf(found));
});

test('every exported name has a doc comment', () => {
  const bare = [...found].flatMap(([subpath, declarations]) =>
    declarations.filter(({ documented }) => !documented).map(({ name }) => `${subpath} ${name}`),
  );
  expect(bare).toEqual([]);
});

test('nothing that was released goes away within its minor version', () => {
  const { version } = JSON.parse(readFileSync(`${local}package.json`, 'utf8')) as { version: string };
  const minor = version.split('.').slice(0, 2).join('.');
  const released = existsSync(`${local}released`) ? readdirSync(`${local}released`) : [];
  for (const file of released.filter((name) => name.startsWith(`${minor}.`))) {
    expect(missingFrom(readFileSync(`${local}released/${file}`, 'utf8'), reportOf(found)), file).toEqual([]);
  }
});

const older = reportOf(
  new Map([
    [
      './local',
      [
        { name: 'Part', documented: true, text: 'type Part = {\n    readonly name: string;\n};' },
        { name: 'until', documented: true, text: 'function until(what: string): void;' },
      ],
    ],
  ]),
);
const part = (...lines: string[]) => ({
  name: 'Part',
  documented: true,
  text: `type Part = {\n${lines.map((line) => `    ${line}\n`).join('')}};`,
});
const until = (text = 'function until(what: string): void;') => ({ name: 'until', documented: true, text });

test.each([
  ['a name and a member more', [part('readonly name: string;', 'readonly title?: string;'), until()], []],
  ['a member less', [part(), until()], ['./local Part lost: readonly name: string;']],
  ['a name less', [part('readonly name: string;')], ['./local until is gone']],
  [
    'another signature',
    [part('readonly name: string;'), until('function until(): void;')],
    ['./local until lost: function until(what: string): void;'],
  ],
])('what shrinks is named: %s', (_, declarations, missing) => {
  expect(missingFrom(older, reportOf(new Map([['./local', declarations]])))).toEqual(missing);
});
