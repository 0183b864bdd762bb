import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { axes } from '../../src/layers/axes.ts';
import { switches, texts } from '../../src/questions/flag-table.ts';
import { readFlags } from '../../src/questions/flags.ts';
import { helpText } from '../../src/questions/help.ts';
import { presentIds } from '../../src/questions/planned.ts';
import { exampleOf } from '../../src/questions/verb-and-target.ts';
import { verbHelpText } from '../../src/questions/verb-help.ts';

const text = helpText('1.2.3');

test('every answer of this version stands there, and which is the default', () => {
  for (const axis of axes) {
    const line = text.split('\n').find((row) => row.includes(`--${axis} <id>`)) ?? '';
    for (const id of presentIds(axis)) expect(line).toContain(id);
    expect(line).toContain(`${defaults[axis]}*`);
  }
});

const named = (page: string) => [...page.matchAll(/(?:^ {2}(?:-\w, )?)(--[a-z-]+)( <[\w=<>]+>)?/gm)];

test('every flag it names is understood', async () => {
  const flags = named(text);
  expect(flags.length).toBeGreaterThan(axes.length);
  for (const [, flag = '', value] of flags)
    await expect(readFlags(value ? [flag, 'some'] : [flag]), flag).resolves.toBeDefined();
});

describe.each(['doctor', 'update', 'advance', 'add', 'redrive'] as const)('%s --help', (verb) => {
  const page = verbHelpText(verb, '1.2.3');

  test('is about that verb: its usage, and the flags that it takes, all of them', async () => {
    expect((await readFlags([verb, '--help'])).verb).toBe(verb);
    expect((await readFlags(['help', verb])).verb).toBe(verb);
    expect(page).toContain(`create-serverless-workshop 1.2.3: ${verb}\n`);
    expect(page).toContain(`Usage\n  npm run workshop -- ${verb} `);
    const takes = Object.entries({ ...switches, ...texts }).filter(([, verbs]) => (verbs as string[]).includes(verb));
    const flags = takes.map(([flag]) => `--${flag}`).filter((flag) => flag !== '--version');
    expect(
      named(page)
        .map(([, flag]) => flag)
        .sort(),
    ).toEqual(flags.sort());
    for (const [, flag = '', value] of named(page))
      await expect(readFlags([verb, ...(value ? [flag, 'a=b'] : [flag])]), flag).resolves.toBeDefined();
  });

  test('has examples that are understood, and every exit code that the verb has', async () => {
    const examples = [...page.matchAll(/^ {2}npm run (?:--silent )?workshop -- (\w.*)$/gm)].map(
      ([, line = '']) => line,
    );
    const lines = examples.slice(1).map((line) => line.replace(/"([^"]*)"/g, (_, words) => words.replaceAll(' ', '-')));
    expect(lines.length).toBeGreaterThanOrEqual(1);
    for (const line of lines) expect((await readFlags(line.split(' '))).verb, line).toBe(verb);
    expect(page).toMatch(/Exit codes\n {2}0 /);
    expect(page).toMatch(/^ {2}3 +refused/m);
    expect(/^ {2}10 /m.test(page)).toBe(verb === 'update');
    for (const line of page.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});

test('a flag of another verb is refused with the page to read', async () => {
  await expect(readFlags(['update', '--start', 'legacy'])).rejects.toMatchObject({
    hint: 'Run update --help for its flags.',
  });
});

test('the examples are understood, and no line is wider than a terminal', async () => {
  const examples = [
    ...text.matchAll(/^ {2}npm (?:create serverless-workshop@latest|start --) ([a-z./][^<\n]*)$/gm),
  ].map(([, line]) => line);
  expect(examples.length).toBeGreaterThanOrEqual(4);
  for (const line of examples)
    await expect(readFlags((line ?? '').replace(' -- ', ' ').split(' '))).resolves.toBeDefined();
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('JSON from a script of npm is JSON alone', () => {
  const lines = text.split('\n').filter((line) => /^ {2}npm run .*--json/.test(line));
  expect(lines.length).toBeGreaterThanOrEqual(1);
  for (const line of lines) expect(line).toContain('npm run --silent');
  expect(exampleOf('doctor', {})).toBe('npm run --silent workshop -- doctor --json');
});
