import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Repository } from '../../../../src/repo/update/git/repository.ts';
import type { Migration } from '../../../../src/repo/update/plan/migration.ts';
import { withEdits } from '../../../../src/repo/update/plan/migration-edits.ts';
import type { Plan } from '../../../../src/repo/update/plan/plan.ts';
import { runProgram } from '../../../e2e/tool.ts';

const root = mkdtempSync(join(tmpdir(), 'csw-edits-'));
afterAll(() => rmSync(root, { recursive: true }));

const migration: Migration = {
  version: '2.0.0',
  title: 'the script is called check now',
  edits: [{ path: 'ci.yml', edit: (text) => text.replace('npm run lint', 'npm run check') }],
};

async function repositoryWith(text: string) {
  await runProgram('git', ['init', '-q'], { cwd: root });
  await runProgram('sh', ['-c', `printf '${text}' > ci.yml && git hash-object -w ci.yml`], { cwd: root });
  const { stdout } = await runProgram('git', ['hash-object', 'ci.yml'], { cwd: root });
  const ours = new Map([['ci.yml', { mode: '100644', oid: stdout.trim() }]]);
  return { repository: { root, format: 'sha1' } as Repository, ours };
}

const nothing: Plan = { steps: [], changes: new Map() };

test('a file of the user that no template touches is edited, and it is said why', async () => {
  const { repository, ours } = await repositoryWith('run: npm run lint\\n');
  const { steps, changes } = await withEdits(nothing, [migration], ours, repository);
  expect(steps).toMatchObject([{ fate: 'updated', path: 'ci.yml', reason: `migration 2.0.0: ${migration.title}` }]);
  expect(Buffer.from(changes.get('ci.yml')?.bytes ?? []).toString()).toBe('run: npm run check\n');
});

test('run again it changes nothing', async () => {
  const { repository, ours } = await repositoryWith('run: npm run check\\n');
  expect(await withEdits(nothing, [migration], ours, repository)).toEqual(nothing);
});

test('a file with a conflict is left to the user, and that is said', async () => {
  const { repository, ours } = await repositoryWith('run: npm run lint\\n');
  const conflict = { fate: 'conflict', path: 'ci.yml', role: 'frame', reason: 'x', notes: [] } as const;
  const { steps, changes } = await withEdits({ steps: [conflict], changes: new Map() }, [migration], ours, repository);
  expect(changes.size).toBe(0);
  expect(steps[0]?.notes).toEqual([`Not done here: migration 2.0.0: ${migration.title}.`]);
});

test('a file that is not there is not made', async () => {
  const { repository } = await repositoryWith('x');
  expect(await withEdits(nothing, [migration], new Map(), repository)).toEqual(nothing);
});
