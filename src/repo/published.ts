import { WorkshopError } from '../errors.ts';
import { installEnvironment, type Manager } from './package-manager.ts';

/** A published version of the tool, and what it is asked to do. */
export type PublishedCall = {
  /** What the package manager fetches: a name with an exact version, or a file. */
  readonly spec: string;
  readonly bin: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** True: only errors are shown. */
  readonly quiet?: boolean;
};

/** Runs another version of the tool through the package manager, in this terminal. Answers its exit code. */
export async function runPublished(manager: Manager, { spec, bin, args, cwd, quiet }: PublishedCall): Promise<number> {
  const { runThrough } = await import('./git.ts');
  const fetch =
    manager.name === 'pnpm'
      ? ['--silent', `--package=${spec}`, 'dlx', bin, ...args]
      : ['exec', '--yes', `--package=${spec}`, '--', bin, ...args];
  // Yarn 1 runs nothing that is not installed.
  const program = manager.name === 'yarn' ? { program: 'npm', before: [] } : manager;
  return runThrough(program.program, [...program.before, ...fetch], {
    cwd,
    env: installEnvironment(process.env),
    ...(quiet && { quiet }),
  });
}

/** The newest published version. Throws `failed` when the registry cannot be asked. */
export async function newestVersion(manager: Manager, name: string, cwd: string): Promise<string> {
  const { run } = await import('./git.ts');
  const program = manager.name === 'yarn' ? { program: 'npm', before: [] } : manager;
  const asked = await run(program.program, [...program.before, 'view', name, 'version', '--json'], {
    cwd,
    env: installEnvironment(process.env),
  });
  const version: unknown = asked.ok ? parse(asked.stdout) : undefined;
  if (typeof version === 'string') return version;
  const [first = 'no answer'] = asked.stderr.trim().split('\n');
  throw new WorkshopError('failed', `The registry does not say which version of ${name} is the newest: ${first}`, {
    hint: 'Without --online the check needs no network.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
