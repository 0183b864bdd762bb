import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDevFile } from '../dev/dev-file.ts';
import { repoRoot } from '../repo.ts';
import { serveFunction } from '../workshop/serve-function.ts';
import type { CanaryPlan, CanaryState } from './create-canary.ts';
import { serveCanary } from './serve-canary.ts';

const usage = `Usage: npm run canary -- <function> --old <folder of the repo with the old version>
"npm run ops -- roll-back <commit>" lays an old version beside this one; "npm run dev" must be running.`;

/** `npm run canary`: serves the function of an older commit and today's one under one address, until Ctrl-C. */
export async function runCanary(plan: CanaryPlan): Promise<void> {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { old: { type: 'string' } } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0 || !values.old) throw new Error(usage);
    const [old, now] = [resolve(values.old), repoRoot()].map((repo) => resolve(repo, 'services', name));
    for (const folder of [old, now]) {
      if (!folder || !existsSync(resolve(folder, 'function.json')))
        throw new Error(`There is no function in ${folder}.\n${usage}`);
    }
    const dev = readDevFile();
    if (!dev) throw new Error(`The parts do not run: start "npm run dev" first.\n${usage}`);
    const env = { ...process.env, ...dev.env };
    const versions = await Promise.all(
      [old, now].map((folder, i) =>
        serveFunction(String(folder), env, (line) => console.log(`${i ? 'new' : 'old'}: ${line}`)),
      ),
    );
    const canary = await serveCanary({
      oldUrl: String(versions[0]?.url),
      newUrl: String(versions[1]?.url),
      plan,
      random: Math.random,
      onChange: show,
    });
    console.log(`${name}, two versions behind ${canary.url}`);
    show(canary.state());
    const end = async () => {
      await canary.stop();
      await Promise.all(versions.map((version) => version.stop()));
      process.exit(canary.state().phase === 'rolled-back' ? 1 : 0);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 3;
  }
}

function show({ phase, weight, requests, errors }: CanaryState): void {
  console.log(`${phase}: the new version gets ${weight * 100} % (${errors} errors in ${requests} answers so far)`);
}
