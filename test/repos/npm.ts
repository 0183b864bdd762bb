import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a person has: a shell that nobody prepared. */
export const plainEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|SEED$|GREEN_RESULTS$|EVERYTHING$)/.test(name),
  ),
);

/** Runs npm as a person does. Throws with what it printed when it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  try {
    return await promisify(execFile)('npm', args, { cwd, env: plainEnvironment, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(' ')}\n${stdout.slice(-6000)}\n${stderr.slice(-6000)}`);
  }
}
