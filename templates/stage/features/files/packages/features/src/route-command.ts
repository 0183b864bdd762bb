import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('route/main.ts', import.meta.url));

/** Runs `npm run route -- …` as its users do, in a process of its own, and answers how it ended. */
export function routeCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly code: number; readonly printed: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', program, ...args], { env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, printed: `${stdout}${stderr}` }),
    );
  });
}
