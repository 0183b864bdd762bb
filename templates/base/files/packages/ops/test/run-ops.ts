import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { repoRoot } from 'serverless-workshop/local';

/** What a command printed, and how it ended. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs `npm run ops -- …` as its own process, with these settings besides those of this one. */
export async function runOps(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: repoRoot(),
    env: { ...process.env, ...env },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk) => out.push(String(chunk)));
  child.stderr.on('data', (chunk) => err.push(String(chunk)));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  return { code, out: out.join(''), err: err.join('') };
}
