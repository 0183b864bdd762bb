import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import type { Tree } from '../../src/tree/tree.ts';
import { entriesIn } from '../entries-in.ts';
import { renderCombination } from '../matrix/compose.ts';

const runbooks = entriesIn('templates')
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter((path) => /docs.runbooks.[^/\\]+\.md$/.test(path));

test('no runbook sends people to a setting that is not there: concurrency comes from limits.json', () => {
  expect(runbooks.length).toBeGreaterThan(10);
  expect(runbooks.filter((path) => readFileSync(path, 'utf8').includes('`concurrency.'))).toEqual([]);
});

const repos = [
  { start: 'legacy', database: 'postgres' },
  { start: 'legacy', database: 'dynamodb' },
  { start: 'greenfield', database: 'postgres' },
  { start: 'greenfield', database: 'dynamodb' },
] as const;
const stages = ['observe', 'glue', 'tasks', 'features'] as const;

test.each(repos.flatMap((repo) => stages.map((stage) => ({ ...repo, stage }))))(
  'every link of a page leads to a file and a section that are there: $start, $database, $stage',
  (chosen) => {
    const tree = renderCombination(chosen);
    const pages = [...tree.keys()].filter((path) => path.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.flatMap((page) => deadLinks(page, textOf(tree, page), tree))).toEqual([]);
  },
);

test('every link of a runbook that `add` makes leads to a file and a section that are there', () => {
  const tree = renderCombination({ start: 'greenfield', stage: 'features' });
  const added = runbooks.filter((path) => /templates.add./.test(path));
  expect(added.length).toBeGreaterThan(3);
  expect(added.flatMap((path) => deadLinks('docs/runbooks/added.md', readFileSync(path, 'utf8'), tree))).toEqual([]);
});

function deadLinks(page: string, text: string, tree: Tree): string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    const folder = [...tree.keys()].some((file) => dirname(file) === target.replace(/\/$/, ''));
    if (!tree.has(target)) return folder ? [] : [`${page}: ${link}`];
    const here = target === page ? text : textOf(tree, target);
    return anchor === undefined || anchorsOf(here).includes(anchor) ? [] : [`${page}: ${link}`];
  });
}

/** As GitHub makes them from headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function textOf(tree: Tree, path: string): string {
  return Buffer.from(tree.get(path)?.bytes ?? []).toString('utf8');
}
