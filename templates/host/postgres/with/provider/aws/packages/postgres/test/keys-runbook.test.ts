import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { repoRoot } from 'serverless-workshop/local';
import { sharedParts } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';

const env = sharedParts();
const exec = promisify(execFile);
// A role of this run: on a Postgres of your own there may be one of the page's name.
const role = `functions_${randomBytes(4).toString('hex')}`;
const page = readFileSync(join(repoRoot(), 'docs/runbooks/keys.md'), 'utf8').replaceAll('functions_b', role);
const query = async (connectionString: string | undefined, sql: string) => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('the commands of the page run as they stand, and stdout is the connection string and nothing else', async () => {
  await query(env.DATABASE_URL, /-c '(CREATE ROLE [^']+)'/.exec(page)?.[1] ?? '');
  try {
    const [npm = '', ...args] = (/`(npm run ops [^`]*rotate-key [^`]+)`/.exec(page)?.[1] ?? '').split(' ');
    // npm is a script on Windows, and those need a shell there.
    const shell = process.platform === 'win32';
    const { stdout } = await exec(npm, args, { cwd: repoRoot(), env: { ...process.env, ...env }, shell });
    expect(stdout).toMatch(/^postgres(ql)?:\/\/\S+\n$/);
    expect(await query(stdout.trim(), 'SELECT current_user')).toEqual([{ current_user: role }]);
  } finally {
    await query(env.DATABASE_URL, `DROP ROLE IF EXISTS ${role}`);
  }
});
