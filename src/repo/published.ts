import { WorkshopError } from '../errors.ts';
import { installEnvironment, type Manager } from './package-manager.ts';

/** A published version of the tool, and the arguments it is started with. */
export type PublishedCall = {
  /** What the package manager fetches: a name with an exact version, or a file. */
  readonly spec: string;
  readonly bin: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** When true, only errors are shown and its output is returned. */
  readonly quiet?: boolean;
};

/** Runs another version of the tool through the package manager, in the same terminal. */
export async function runPublished(
  manager: Manager,
  { spec, bin, args, cwd, quiet }: PublishedCall,
): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  const { runThrough } = await import('./git/run.ts');
  const fetch =
    manager.name === 'pnpm'
      ? ['--silent', `--package=${spec}`, 'dlx', bin, ...args]
      : ['exec', '--yes', `--package=${spec}`, '--', bin, ...args];
  // Yarn 1 can only run packages that are installed.
  const program = manager.name === 'yarn' ? { program: 'npm', before: [] } : manager;
  return runThrough(program.program, [...program.before, ...fetch], {
    cwd,
    env: installEnvironment(process.env),
    ...(quiet && { quiet }),
  });
}

/** The newest published version. Throws `failed` when the registry cannot be asked. */
export async function newestVersion(manager: Manager, name: string, cwd: string): Promise<string> {
  const { run } = await import('./git/run.ts');
  const program = manager.name === 'yarn' ? { program: 'npm', before: [] } : manager;
  const asked = await run(program.program, [...program.before, 'view', name, 'version', '--json'], {
    cwd,
    env: installEnvironment(process.env),
  });
  const answer: unknown = parse(asked.stdout);
  if (asked.ok && typeof answer === 'string') return answer;
  const why = saidWhy(answer) ?? asked.stderr.split('\n').find((line) => /error/i.test(line)) ?? 'no answer';
  throw new WorkshopError('failed', `The registry does not say which version of ${name} is the newest: ${why}`, {
    hint: 'Without --online the check needs no network.',
  });
}

/** npm gives the reason as JSON. Warnings may be printed before it. */
function saidWhy(answer: unknown): string | undefined {
  const { error } = (answer ?? {}) as { error?: { summary?: unknown } };
  return typeof error?.summary === 'string' ? error.summary.trim().split('\n')[0] : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
