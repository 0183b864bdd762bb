import { basename, dirname, join } from 'node:path';
import { WorkshopError } from '../errors.ts';

/** The package managers that a repo supports. */
export type ManagerName = 'npm' | 'pnpm' | 'yarn';

/** The package manager that started the tool, and how to start it again without a shell. */
export type Manager = {
  readonly name: ManagerName;
  readonly program: string;
  readonly before: readonly string[];
};

/** The size of an install of the workspace, measured with the default answers. The README states the same figures. */
const installSize = { megabytes: 190, seconds: 30 } as const;

/** Settings of one npm command that would change how npm installs in another folder. */
const ofTheCall =
  /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|workspaces?|include_workspace_root|package|call|global|location|dry_run|package_lock_only|yes|json)$)/;

/** Finds the package manager that started the tool, from its user agent. Answers npm when there is none. */
export function detectManager(env: NodeJS.ProcessEnv): Manager {
  const said = env.npm_config_user_agent?.split('/')[0];
  const name: ManagerName = said === 'pnpm' || said === 'yarn' ? said : 'npm';
  const script = scriptOf(name, env.npm_execpath);
  // On Windows the manager's command is a .cmd file, which needs a shell. Node can run its script without one.
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

/** The line that tells the user the cost of an install before it begins. */
export function installNotice(manager: Manager): string {
  return `${manager.name} install: about ${installSize.megabytes} MB on disk, about ${installSize.seconds} s with a warm cache, longer on a slow network.`;
}

/** The install command as a user types it. */
export function installCommand(name: ManagerName): string {
  return `${name} install`;
}

/**
 * The environment for an install: without the settings of the command that started the tool, and so that development
 * packages are installed.
 */
export function installEnvironment(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([key]) => !ofTheCall.test(key) && key !== 'NODE_ENV' && key !== 'INIT_CWD');
  return Object.fromEntries(kept);
}

/** Throws `refused` when the package manager is not installed. Called before anything is written. */
export async function requireManager(manager: Manager): Promise<void> {
  if (manager.before.length > 0) return;
  const { isOnPath } = await import('./git/run.ts');
  if (isOnPath(manager.program)) return;
  throw new WorkshopError('refused', `${manager.name} was not found, so nothing could be installed.`, {
    hint: `Install ${manager.name}, or add --no-install. Nothing was written.`,
  });
}

/** The result of an install. */
export type InstallOutcome = { readonly done: boolean; readonly detail: string; readonly next?: string };

/**
 * Installs the workspace at `root`. The manager shows its progress on stderr. When it fails, the repo stays and the
 * result names the command to run.
 */
export async function install(root: string, manager: Manager): Promise<InstallOutcome> {
  const { run } = await import('./git/run.ts');
  const quiet = manager.name === 'npm' ? ['--no-audit', '--no-fund'] : [];
  const interrupt = () => {
    interrupted = true;
  };
  let interrupted = false;
  // The terminal sends Ctrl-C to the manager too. The tool waits for it to end before it reports the state of the repo.
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
