import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Loads a validator from this folder's own install. */
export const load = createRequire(join(here, 'package.json'));

/** Installs the validators on first use: they have a lock of their own. */
export async function installValidators(): Promise<void> {
  if (existsSync(join(here, 'node_modules/cdk-nag/package.json'))) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, timeout: 600_000 });
}
