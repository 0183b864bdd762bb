import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { linkWorkspaces } from '../matrix/compose.ts';
import { everything } from '../matrix/everything.ts';
import { pass } from '../matrix/pass.ts';
import { shuffled } from '../matrix/seed.ts';
import { keptRepos, layOut } from '../update/kept-version.ts';
import { commit, git, read, update, write } from '../update/made-repo.ts';
import added from './added-by-0.1.0.json' with { type: 'json' };

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');

/** What 0.1.0's `add glue` made was for these: the stage must have a stream. */
const withStream = keptRepos('0.1.0').filter((name) => !name.endsWith('-observe'));
const starts = ['legacy', 'greenfield'];

/** One repo of each start, by the seed; all at night. */
const chosen = everything
  ? withStream
  : starts.flatMap((start) => shuffled(withStream.filter((name) => name.startsWith(start))).slice(0, 1));

/** Files that moved to the library, as a team may have edited them. */
const room = ['packages/local/src/until.ts', 'packages/provider/src/local/pump/bell.ts', 'packages/gates/src/check.ts'];

describe.each(chosen)(`SEED=${process.env.SEED}: %s of 0.1.0, edited, with a function of its own`, (name) => {
  test('comes over, type-checks, and its own tests pass', async () => {
    const { repo } = await layOut('0.1.0', name);
    for (const path of room) write(repo, path, `${read(repo, path)}\n// mine\n`);
    for (const [path, text] of Object.entries(added)) write(repo, path, text);
    for (const line of ['function.yml', 'role.yml', 'trigger.yml', 'alarms.yml', 'extensions.yml']) enter(repo, line);
    const order = 'packages/core/src/order.ts';
    write(repo, order, `${read(repo, order)}\nexport const mine = 1;\n`);
    await commit(repo);

    const { code, stdout } = await update(repo);
    expect(code).toBe(2);
    for (const path of room) expect(stdout).toContain(path);
    const unmerged = (await git(repo, 'diff', '--name-only', '--diff-filter=U')).split('\n').filter(Boolean);
    expect(unmerged.sort()).toEqual([...room].sort());
    await git(repo, 'rm', '-q', '-f', ...room);
    expect(await update(repo, ['--continue'])).toMatchObject({ code: 0 });
    await commit(repo, 'Update');
    expect(read(repo, order)).toContain('export const mine = 1;');

    const here = join(scratch, `came-over-${name}`);
    rmSync(here, { recursive: true, force: true });
    cpSync(repo, here, { recursive: true, verbatimSymlinks: true });
    linkWorkspaces(here);
    await pass(join(scratch, 'node_modules/.bin/tsc'), ['--noEmit'], here);
    // What came over unedited is, byte by byte, a new repo, and that one's tests run elsewhere.
    const own = everything
      ? []
      : ['services/parcel-label', 'packages/ops/test/function', 'packages/core', 'deploy/test'];
    await pass('npm', ['test', '--silent', '--', ...own], here);
  });
});

/** Enters a deploy file of the function where 0.1.0 entered it. */
function enter(repo: string, file: string): void {
  const path = 'deploy/serverless.yml';
  const list = file === 'function.yml' ? 'functions:' : 'resources:';
  const line = `  - \${file(../services/parcel-label/${file})}`;
  write(repo, path, read(repo, path).replace(`\n${list}\n`, `\n${list}\n${line}\n`));
}
