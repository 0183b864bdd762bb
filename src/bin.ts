#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran, Session } from '../generators/run/session.ts';
import { exitCodes, WorkshopError } from './errors.ts';
import { type Invocation, readFlags } from './questions/flags.ts';
import { readOwnPackage } from './repo/origin.ts';

const { argv, env } = process;
/** Known before the flags are, so that bad flags are answered in the form that was asked for. */
const wanted = { json: argv.includes('--json'), debug: argv.includes('--debug') };

void main();

async function main(): Promise<void> {
  try {
    const own = readOwnPackage(join(import.meta.dirname, '..'));
    const invocation = await readFlags(argv.slice(2), env);
    if (invocation.is.version) print(1, `${own.version}\n`);
    else if (invocation.is.help || startsNothing())
      print(1, (await import('./questions/help.ts')).helpText(own.version));
    else answer(await run(invocation, own));
  } catch (error) {
    fail(error, {});
  }
}

/** `npm run workshop` without more, in a repo made here: nobody wants a second one inside. */
function startsNothing(): boolean {
  return argv.length === 2 && env.npm_lifecycle_event === 'workshop';
}

async function run(invocation: Invocation, own: Session['own']): Promise<Ran> {
  const { detectManager } = await import('./repo/package-manager.ts');
  const session: Session = {
    own,
    env,
    cwd: startedIn(own.root),
    manager: detectManager(env),
    // Loaded when a question comes: Node's terminal module brings its whole network with it.
    async canAsk() {
      const { isatty } = await import('node:tty');
      return isatty(0) && isatty(1) && !wanted.json;
    },
    say: (line) => print(wanted.json ? 2 : 1, `${line}\n`),
    warn: (line) => print(2, `warning: ${line}\n`),
  };
  // Its thread works while Node's crypto module is loaded below.
  if (invocation.verb === 'project') {
    const { packIn, unpackAhead } = await import('./layers/pack.ts');
    unpackAhead(packIn(own.root));
  }
  if (invocation.verb === 'doctor') return (await import('../generators/run/doctor.ts')).runDoctor(session);
  if (invocation.verb === 'update') {
    return (await import('../generators/run/update.ts')).runUpdate(invocation, session, argv.slice(2));
  }
  if (invocation.verb === 'advance')
    return (await import('../generators/run/advance.ts')).runAdvance(invocation, session);
  if (invocation.verb === 'add') return (await import('../generators/run/add.ts')).runAdd(invocation, session);
  if (invocation.verb === 'redrive')
    return (await import('../generators/run/redrive.ts')).runRedrive(invocation, session);
  return (await import('../generators/run/project.ts')).runProject(invocation, session);
}

/** `npm start` moves into the package; a path was typed where npm was called. */
function startedIn(root: string): string {
  const started = env.npm_lifecycle_event === 'start' && env.npm_package_json?.startsWith(root);
  if (started && env.INIT_CWD) return env.INIT_CWD;
  try {
    return process.cwd();
  } catch (cause) {
    throw new WorkshopError('refused', 'The folder you are in is gone.', { hint: 'Go to another one.', cause });
  }
}

function answer({ lines, json, failure, code, exitCode }: Ran): void {
  if (exitCode !== undefined) {
    print(1, asText(lines));
    process.exitCode = exitCode;
    return;
  }
  if (failure) {
    if (!wanted.json) print(1, asText(lines));
    fail(failure, json);
    return;
  }
  if (code) process.exitCode = exitCodes[code];
  const said = code ? { ok: code !== 'conflicts', code, exitCode: exitCodes[code] } : { ok: true };
  print(1, wanted.json ? `${JSON.stringify({ ...said, ...json })}\n` : asText(lines));
}

function fail(error: unknown, json: Ran['json']): void {
  const known = error instanceof WorkshopError ? error : undefined;
  const code = known?.code ?? 'failed';
  const message =
    known?.message ?? `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`;
  const hint = known ? known.hint : 'Run it again with --debug and report what it shows.';
  print(2, `${code === 'cancelled' ? '' : 'error: '}${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
  if (wanted.debug && error instanceof Error) print(2, `${error.stack}\n${causeOf(error)}`);
  if (wanted.json) {
    print(1, `${JSON.stringify({ ...json, ok: false, code, exitCode: exitCodes[code], message, hint })}\n`);
  }
  process.exitCode = exitCodes[code];
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `caused by ${cause.stack}\n` : '';
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Writes all of a text: the streams of `process` take longer to set up than `--help` takes. */
function print(to: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(to, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that has seen enough (`| head`) is no failure; a full pipe is soon empty.
      if (code === 'EPIPE') process.exit();
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
