#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import type { Ran, Session } from '../generators/run/session.ts';
import { exitCodes, WorkshopError } from './errors.ts';
import { type Invocation, readFlags } from './questions/flags.ts';
import { readOwnPackage } from './repo/origin.ts';

const { argv, env, stdin, stdout, stderr } = process;
/** Known before the flags are, so that bad flags are answered in the form that was asked for. */
const wanted = { json: argv.includes('--json'), debug: argv.includes('--debug') };

// A reader that has seen enough (`| head`) is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  const own = readOwnPackage(fileURLToPath(new URL('..', import.meta.url)));
  const invocation = await readFlags(argv.slice(2), env);
  if (invocation.is.version) stdout.write(`${own.version}\n`);
  else if (invocation.is.help) stdout.write((await import('./questions/help.ts')).helpText(own.version));
  else answer(await run(invocation, own));
} catch (error) {
  fail(error, {});
}

async function run(invocation: Invocation, own: Session['own']): Promise<Ran> {
  const { detectManager } = await import('./repo/package-manager.ts');
  const session: Session = {
    own,
    env,
    cwd: startedIn(own.root),
    manager: detectManager(env),
    terminal: { input: stdin, output: stdout },
    interactive: stdin.isTTY === true && stdout.isTTY === true && !wanted.json,
    say: (line) => void (wanted.json ? stderr : stdout).write(`${line}\n`),
    warn: (line) => void stderr.write(`warning: ${line}\n`),
  };
  if (invocation.verb === 'doctor') return (await import('../generators/run/doctor.ts')).runDoctor(session);
  return (await import('../generators/run/project.ts')).runProject(invocation, session);
}

/** `npm start` moves into the package; a path was typed where npm was called. */
function startedIn(root: string): string {
  const started = env.npm_lifecycle_event === 'start' && env.npm_package_json?.startsWith(root);
  return (started && env.INIT_CWD) || process.cwd();
}

function answer({ lines, json, failure }: Ran): void {
  if (failure) {
    if (!wanted.json) for (const line of lines) stdout.write(`${line}\n`);
    fail(failure, json);
    return;
  }
  stdout.write(wanted.json ? `${JSON.stringify({ ok: true, ...json })}\n` : lines.map((line) => `${line}\n`).join(''));
}

function fail(error: unknown, json: Ran['json']): void {
  const known = error instanceof WorkshopError ? error : undefined;
  const code = known?.code ?? 'failed';
  const message =
    known?.message ?? `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`;
  const hint = known ? known.hint : 'Run it again with --debug and report what it shows.';
  stderr.write(`${code === 'cancelled' ? '' : 'error: '}${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
  if (wanted.debug && error instanceof Error) stderr.write(`${error.stack}\n${causeOf(error)}`);
  if (wanted.json)
    stdout.write(`${JSON.stringify({ ...json, ok: false, code, exitCode: exitCodes[code], message, hint })}\n`);
  process.exitCode = exitCodes[code];
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `caused by ${cause.stack}\n` : '';
}
