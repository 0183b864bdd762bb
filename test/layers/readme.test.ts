import { expect, test } from 'vitest';
import type { Answers } from '../../src/layers/answers.ts';
import { stageOrder } from '../../src/layers/axes.ts';
import { renderCombination } from '../matrix/compose.ts';

const starts: readonly Answers['start'][] = ['legacy', 'greenfield'];
const repos = starts.flatMap((start) => stageOrder.map((stage) => ({ start, stage })));

test.each(repos)(
  'the README of $start at $stage begins with five files that are there, and names no folder that is not',
  (chosen) => {
    const tree = renderCombination(chosen);
    const readme = Buffer.from(tree.get('README.md')?.bytes ?? []).toString('utf8');
    const [, list = ''] = /in this order\..*\n\n([\s\S]*?)\n\n/.exec(readme) ?? [];
    const files = [...list.matchAll(/^\d\. \[(.+?)\]\(\1\)/gm)].map(([, path = '']) => path);
    expect(files).toHaveLength(5);
    expect(files.filter((path) => !tree.has(path))).toEqual([]);
    const links = [...readme.matchAll(/\]\(([^)#:]+)/g)].map(([, path = '']) => path.replace(/\/$/, ''));
    const there = (path: string) => [...tree.keys()].some((one) => one === path || one.startsWith(`${path}/`));
    expect(links.filter((path) => !there(path))).toEqual([]);
  },
);

test.each(repos)('the README of $start at $stage speaks of its own stage only', (chosen) => {
  const readme = Buffer.from(renderCombination(chosen).get('README.md')?.bytes ?? []).toString('utf8');
  const others = stageOrder.filter((stage) => stage !== chosen.stage);
  expect(others.filter((stage) => new RegExp(`stage[- ]${stage}|\\*\\*${stage}`, 'i').test(readme))).toEqual([]);
});
