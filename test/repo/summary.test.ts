import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextCommands, summary } from '../../src/repo/summary.ts';
import { scratchFolder } from '../e2e/tool.ts';

test('three commands to go on with, in the words of the manager that called', () => {
  expect(nextCommands('my-shop', 'npm', true)).toEqual(['cd my-shop', 'npm test', 'npm run dev']);
  expect(nextCommands('../my shop', 'pnpm', true)).toEqual(["cd '../my shop'", 'pnpm test', 'pnpm dev']);
  expect(nextCommands('my-shop', 'yarn', false)).toEqual(['cd my-shop', 'yarn install', 'yarn dev']);
});

test('the end tells what stands, what is open, what is next and how to get it again', () => {
  const path = scratchFolder();
  for (const folder of ['services', 'packages', '.git', 'node_modules']) mkdirSync(join(path, folder));
  writeFileSync(join(path, 'package.json'), '{}');
  const lines = summary(
    path,
    'my-shop',
    ['cd my-shop'],
    [{ why: 'no first commit', command: 'git commit' }],
    'npm start -- my-shop',
  );
  expect(lines.join('\n')).toBe(
    [
      '',
      'my-shop',
      '├─ packages/',
      '├─ services/',
      '└─ package.json',
      '',
      'Open: no first commit.',
      '  git commit',
      '',
      'Next:',
      '  cd my-shop',
      '',
      'Something does not work? npm run workshop -- doctor',
      'The same answers again:',
      '  npm start -- my-shop',
    ].join('\n'),
  );
});
