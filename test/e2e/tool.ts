import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { entriesIn } from '../entries-in.ts';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built tool, as it ships. */
export const bin = join(root, 'dist/bin.cjs');

/** How a run ended. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A folder of its own for one test. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'csw-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment in which nothing says who called, and git knows one identity and no hooks. */
export function cleanEnvironment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([key]) => !/^(npm_|INIT_CWD|GIT_|NODE_OPTIONS|VITEST|NODE_ENV)/.test(key),
  );
  const git = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'A Tester',
    GIT_AUTHOR_EMAIL: 'tester@example.com',
    GIT_COMMITTER_NAME: 'A Tester',
    GIT_COMMITTER_EMAIL: 'tester@example.com',
  };
  return { ...Object.fromEntries(kept), ...git, ...changes };
}

/** An environment in which npm is the script given, and git and the shell are there. */
export function withNpm(cwd: string, script: string): NodeJS.ProcessEnv {
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const program of ['git', 'sh']) {
      if (existsSync(join(folder, program)) && !existsSync(join(bin, program)))
        symlinkSync(join(folder, program), join(bin, program));
    }
  }
  return cleanEnvironment({ PATH: bin });
}

/** Copies the tool to `folder` as an install would lay it there; answers the path of its binary. */
export function installedCopy(folder: string): string {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const path of ['package.json', ...files]) cpSync(join(root, path), join(folder, path));
  return join(folder, 'dist/bin.cjs');
}

/** A checkout of its own, with the packages of this one: to change what others may be building or testing. */
export function copyOfTheCheckout(): string {
  const copy = scratchFolder();
  const files = [
    'package.json',
    'biome.json',
    'tsconfig.json',
    'vitest.config.ts',
    'plopfile.ts',
    'test/made-repos-folder.ts',
  ];
  const folders = ['build', 'dist', 'generators', 'local/src', 'src', 'templates', 'test/layers', 'test/matrix'];
  const filter = (path: string) => !/[\\/](node_modules|cloud)$/.test(path);
  mkdirSync(join(copy, 'test'));
  for (const path of [...files, ...folders]) cpSync(join(root, path), join(copy, path), { recursive: true, filter });
  // Biome asks git what is ignored.
  mkdirSync(join(copy, '.git'));
  writeFileSync(join(copy, '.gitignore'), 'node_modules\n');
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Runs the built tool without a terminal and waits for its end. */
export function runTool(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; uid?: number; node?: readonly string[]; tool?: string },
): Promise<Ended> {
  const { cwd, env = cleanEnvironment(), uid, node = [], tool = bin } = options;
  return runProgram(process.execPath, [...node, tool, ...args], {
    cwd,
    env,
    ...(uid !== undefined && { uid, gid: uid }),
  });
}

/** Runs a program without a terminal and waits for its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
      env: options.env ?? cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing outlives its test.
      timeout: 110_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Everything in a folder, each file by the digest of its bytes: equal pictures mean that nothing was changed. */
export function pictureOf(folder: string): Record<string, string> {
  const entries = entriesIn(folder);
  const pairs = entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), entry.isFile() ? digest(readFileSync(path)) : 'folder'] as const;
  });
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A digest that is short enough to be read in a report. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
