import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layOut } from './kept-version.ts';
import { commit, git, read, update, write } from './made-repo.ts';

const route = 'services/legacy-shop/src/routes/receipts.ts';

test('a repo of 0.1.0 comes over: settings of its own read the limits where they are, and an edited route that moved is named', async () => {
  const { repo } = await layOut('0.1.0', 'legacy-postgres');
  write(repo, route, `${read(repo, route)}\n// mine\n`);
  const settings = 'deploy/settings.production.yml';
  write(repo, settings, read(repo, 'deploy/settings.offline.yml'));
  expect(read(repo, settings)).toContain('packages/limits');
  await commit(repo);

  const { code, stdout } = await update(repo);
  expect(code).toBe(2);
  const told = stdout.slice(stdout.indexOf(route));
  expect(told).toMatch(
    /^\S+ +you changed it, and the template has it no longer; yours stays\n +.*routes\/after-order\.ts/,
  );
  expect(read(repo, route)).toContain('// mine');
  for (const gone of ['packages/limits', 'services/legacy-shop/src/routes/search.ts']) {
    expect(existsSync(join(repo, gone)), gone).toBe(false);
  }
  await git(repo, 'rm', '-q', '-f', route);
  expect(await update(repo, ['--continue'])).toMatchObject({ code: 0 });
  expect(read(repo, settings)).toContain(':reserved');
  expect(read(repo, settings)).not.toContain('packages/limits');
  expect(existsSync(join(repo, 'deploy/limits.cjs'))).toBe(true);
});
