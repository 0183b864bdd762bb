import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { axes } from '../../src/layers/axes.ts';
import { readFlags } from '../../src/questions/flags.ts';
import { helpText } from '../../src/questions/help.ts';
import { presentIds } from '../../src/questions/planned.ts';
import { exampleOf } from '../../src/questions/verb-and-target.ts';

const text = helpText('1.2.3');

test('every answer of this version stands there, and which is the default', () => {
  for (const axis of axes) {
    const line = text.split('\n').find((row) => row.includes(`--${axis} <id>`)) ?? '';
    for (const id of presentIds(axis)) expect(line).toContain(id);
    expect(line).toContain(`${defaults[axis]}*`);
  }
});

test('every flag it names is understood', async () => {
  const [general = '', ...verbs] = text.split('Examples')[0]?.split('Flags of ') ?? [];
  const named = (part: string) => [...part.matchAll(/(?:^ {2}(?:-\w, )?|[[, ])(--[a-z-]+)( <[\w=<>]+>)?/gm)];
  for (const [, flag = '', value] of named(general))
    await expect(readFlags(value ? [flag, 'some'] : [flag]), flag).resolves.toBeDefined();
  expect(verbs.map((part) => part.split(/\W/)[0])).toEqual(['update', 'advance', 'add', 'redrive']);
  for (const part of verbs) {
    const verb = part.split(/\W/)[0] ?? '';
    const flags = named(part);
    expect(flags.length, verb).toBeGreaterThanOrEqual(2);
    for (const [, flag = '', value] of flags)
      await expect(readFlags([verb, ...(value ? [flag, 'a=b'] : [flag])]), flag).resolves.toBeDefined();
  }
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
