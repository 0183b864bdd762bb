import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { compose } from '../matrix/compose.ts';
import { pass } from '../matrix/pass.ts';
import { whileDevRuns } from './dev.ts';
import { plainEnvironment } from './npm.ts';

const scratch = fileURLToPath(new URL('../../.scratch', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/**
 * Set up for an account, a database and a collector of real work. FIPS, dualstack, `PGSSLMODE` and `PGOPTIONS` were seen to end a local run,
 * each alone. The others were tried together with them.
 */
const shell = {
  AWS_CONFIG_FILE: join(home, 'config'),
  AWS_PROFILE: 'production',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_USE_FIPS_ENDPOINT: 'true',
  DATABASE_URL: 'postgres://127.0.0.1:1/production',
  DYNAMODB_ENDPOINT: 'http://127.0.0.1:1',
  HOST: '192.0.2.1',
  KINESIS_ENDPOINT: 'http://127.0.0.1:1',
  OTEL_TRACES_SAMPLER: 'always_off',
  PAYMENTS_URL: 'http://127.0.0.1:1',
  PGOPTIONS: '-c default_transaction_read_only=on',
  PGSSLMODE: 'require',
};
writeFileSync(shell.AWS_CONFIG_FILE, '[profile production]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n');

test.each([
  { start: 'legacy', database: 'postgres', setting: 'DATABASE_URL', value: 'postgres://127.0.0.1:1/mine' },
  { start: 'greenfield', database: 'dynamodb', setting: 'DYNAMODB_ENDPOINT', value: 'http://127.0.0.1:1' },
] as const)(
  'dev and tests of $start with $database run in a shell that is set up for a real account, and take a server from .env',
  async ({ setting, value, ...answers }) => {
    const repo = join(scratch, `shell-${answers.database}`);
    await compose(repo, { ...answers, stage: 'tasks' });
    const env = { ...plainEnvironment, ...shell };
    const bin = join(repo, 'node_modules/serverless-workshop/bin.js');
    await whileDevRuns(
      repo,
      () => pass(process.execPath, [bin, 'order'], repo, env),
      [process.execPath, bin, 'dev'],
      env,
    );
    // Clients of each part, and the traces of a whole way.
    await pass(
      'npm',
      ['test', '--silent', '--', 'packages/outbox', 'packages/provider', 'packages/tracing'],
      repo,
      env,
    );
    writeFileSync(join(repo, '.env'), `${setting}=${value}\n`);
    await expect(whileDevRuns(repo, async () => {}, [process.execPath, bin, 'dev'], env)).rejects.toThrow(
      /did not start: .*ECONNREFUSED 127\.0\.0\.1:1/,
    );
  },
);
