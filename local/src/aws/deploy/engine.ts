import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../../npm.ts';

/**
 * Installs the engine in `deploy/` when it is missing or has another version. Throws when another package is installed
 * under the engine's name.
 */
export async function ensureEngine(deploy: string): Promise<void> {
  const manifest = join(deploy, 'node_modules/serverless/package.json');
  const alias = readJson<{ devDependencies?: { serverless?: string } }>(join(deploy, 'package.json'))?.devDependencies
    ?.serverless;
  const [, name, version] = /^npm:(.+)@([^@]+)$/.exec(alias ?? '') ?? [];
  if (!name) throw new Error(`deploy/package.json: "serverless" is "${alias}", not an exact "npm:osls@<version>".`);
  type Installed = { readonly name: string; readonly version: string };
  if (readJson<Installed>(manifest)?.version !== version) {
    console.log(
      `The deploy engine (${name} ${version}) comes into deploy/node_modules once: 96 MB on disk, about half a minute.`,
    );
    await npm(['ci', '--no-audit', '--no-fund'], { cwd: deploy });
  }
  const found = readJson<Installed>(manifest)?.name;
  if (found !== name) {
    throw new Error(
      `deploy/node_modules/serverless is "${found}", not "${name}": Serverless Framework 4 needs a login and a download at run time. Set "serverless": "npm:${name}@<version>" in deploy/package.json, remove deploy/node_modules, and try again.`,
    );
  }
}

/** Runs one command of the engine in `deploy/`, without a shell. Throws when it fails. */
export async function runEngine(deploy: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(deploy, 'node_modules/serverless/bin/serverless.js'), ...args], {
    cwd: deploy,
    stdio: 'inherit',
    // Outside of AWS the SDK would look for a role on the metadata service and wait for a timeout.
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true' },
  });
  const code = await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
  if (code !== 0) throw new Error(`The deploy engine stopped with code ${code}: its own message is above.`);
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
