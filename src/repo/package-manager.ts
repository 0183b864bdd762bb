import { basename, dirname, join } from 'node:path';
import { WorkshopError } from '../errors.ts';

/** The package managers that a repo works with. */
export type ManagerName = 'npm' | 'pnpm' | 'yarn';

/** The package manager that called the tool, and how to start it again without a shell. */
export type Manager = {
  readonly name: ManagerName;
  readonly program: string;
  readonly before: readonly string[];
};

/** What an install of the workspace brings, as measured with the default answers; the README says it too. */
const installSize = { megabytes: 190, seconds: 30 } as const;

/** Settings of one npm command that would bend the install of another folder. */
const ofTheCall =
  /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|workspaces?|include_workspace_root|package|call|global|location|dry_run|package_lock_only|yes|json)$)/;

/** Finds the package manager that called, by what it says of itself; npm when nobody did. */
export function detectManager(env: NodeJS.ProcessEnv): Manager {
  const said = env.npm_config_user_agent?.split('/')[0];
  const name: ManagerName = said === 'pnpm' || said === 'yarn' ? said : 'npm';
  const script = scriptOf(name, env.npm_execpath);
  // Started through Node, a manager needs no shell on Windows either, where its command is a .cmd file.
  return script === undefined
    ? { name, program: name, before: [] }
    : { name, program: process.execPath, before: [script] };
}

function scriptOf(name: ManagerName, execPath: string | undefined): string | undefined {
  if (execPath === undefined || !/\.c?js$/.test(execPath)) return undefined;
  const file = basename(execPath);
  if (file === 'npx-cli.js') return join(dirname(execPath), 'npm-cli.js');
  return file.startsWith(name) ? execPath : undefined;
}

/** The line that says what an install will cost, before it begins. */
export function installNotice(manager: Manager): string {
  return `${manager.name} install: about ${installSize.megabytes} MB on disk, about ${installSize.seconds} s with a warm cache, longer on a slow network.`;
}

/** The command that installs, as a user types it. */
export function installCommand(name: ManagerName): string {
  return `${name} install`;
}

/** The environment for an install: without what belongs to the command that started the tool, and with development packages. */
export function installEnvironment(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([key]) => !ofTheCall.test(key) && key !== 'NODE_ENV' && key !== 'INIT_CWD');
  return Object.fromEntries(kept);
}

/** Throws `refused` when the manager is not there: said before a byte is written. */
export async function requireManager(manager: Manager): Promise<void> {
  if (manager.before.length > 0) return;
  const { isOnPath } = await import('./git/run.ts');
  if (isOnPath(manager.program)) return;
  throw new WorkshopError('refused', `${manager.name} was not found, so nothing could be installed.`, {
    hint: `Install ${manager.name}, or add --no-install. Nothing was written.`,
  });
}

/** What an install came to. */
export type InstallOutcome = { readonly done: boolean; readonly detail: string; readonly next?: string };

/** Installs the workspace at `root`; the manager shows its progress on stderr. A failure leaves the repo and tells the command. */
export async function install(root: string, manager: Manager): Promise<InstallOutcome> {
  const { run } = await import('./git/run.ts');
  const quiet = manager.name === 'npm' ? ['--no-audit', '--no-fund'] : [];
  const interrupt = () => {
    interrupted = true;
  };
  let interrupted = false;
  // The terminal sends Ctrl-C to the manager too: wait for it, then say what stands.
  process.on('SIGINT', interrupt);
  try {
    const done = await run(manager.program, [...manager.before, 'install', ...quiet], {
      cwd: root,
      env: installEnvironment(process.env),
      show: true,
    });
    const next = installCommand(manager.name);
    if (interrupted) return { done: false, detail: `${next} was stopped`, next };
    return done.ok ? { done: true, detail: next } : { done: false, detail: `${next} failed`, next };
  } finally {
    process.off('SIGINT', interrupt);
  }
}
