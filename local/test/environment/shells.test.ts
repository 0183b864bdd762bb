import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dynamodbPart } from '../../src/parts/dynamodb/index.ts';
import { postgresPart } from '../../src/parts/postgres/index.ts';
import { typescriptArgs } from '../../src/typescript.ts';

const program = fileURLToPath(new URL('../fixtures/uses-parts.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shells-'));
let parts: Record<string, string>;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  const context = { keep: false, env: {} };
  const postgres = await postgresPart.start({ ...context, dataDir: join(folder, 'postgres/data') });
  const dynamodb = await dynamodbPart.start({ ...context, dataDir: join(folder, 'dynamodb') });
  stop = () => Promise.all([postgres.stop(), dynamodb.stop()]);
  parts = { ...inject('parts'), ...postgres.env, ...dynamodb.env };
});

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command that uses the parts, in a shell that has `settings`. Throws with what it said. */
const inShell = (settings: Record<string, string>, ...args: string[]) =>
  promisify(execFile)(process.execPath, [...typescriptArgs(), program, JSON.stringify(parts), ...args], {
    env: { ...process.env, ...settings },
  });

/** A file of the AWS SDK. */
function awsConfig(name: string, line: string): { AWS_CONFIG_FILE: string } {
  const file = join(folder, name);
  writeFileSync(file, `[default]\n${line}\n`);
  return { AWS_CONFIG_FILE: file };
}

test('the command works in a shell that nobody prepared', async () => {
  await inShell({}, 'bare');
});

test.each([
  ['PGSSLMODE', () => ({ PGSSLMODE: 'require' }), /SSL/],
  ['PGOPTIONS', () => ({ PGOPTIONS: '-c default_transaction_read_only=on' }), /read-only/],
  ['AWS_USE_FIPS_ENDPOINT', () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }), /FIPS/],
  ['AWS_USE_DUALSTACK_ENDPOINT', () => ({ AWS_USE_DUALSTACK_ENDPOINT: 'true' }), /Dualstack/],
  ['the AWS config file, FIPS', () => awsConfig('fips', 'use_fips_endpoint = true'), /FIPS/],
  ['the AWS config file, dualstack', () => awsConfig('dual', 'use_dualstack_endpoint = true'), /Dualstack/],
] as const)(
  '%s, set up for a real account, ends a command that takes the shell as it is, and no other',
  async (_what, settings, says) => {
    await inShell(settings());
    await expect(inShell(settings(), 'bare')).rejects.toThrow(says);
  },
);
