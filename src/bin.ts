#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran, Session } from '../generators/run/session.ts';
import { exitCodes, WorkshopError } from './errors.ts';
import { argumentsOf, type Invocation, readFlags } from './questions/flags.ts';
import { isTooOld, oldestNode } from './repo/node-version.ts';
import { readOwnPackage } from './repo/origin.ts';

const { argv, env } = process;
const args = argumentsOf(argv.slice(2), env);
/** Read before the flags are parsed, so that an error about flags also has the form that the user asked for. */
const wanted = { json: argv.includes('--json'), debug: argv.includes('--debug') };
/** Outputs that are closed. The work goes on without them. */
const closed = new Set<1 | 2>();

void main();

async function main(): Promise<void> {
  try {
    refuseOldNode(process.versions.node);
    const own = readOwnPackage(join(import.meta.dirname, '..'));
    const invocation = await readFlags(argv.slice(2), env, () => insideRepo(own.root));
    if (invocation.is.version) print(1, `${own.version}\n`);
    else if (invocation.is.help || startsNothing()) print(1, await helpOn(invocation.verb, own.version));
    else answer(await run(invocation, own));
  } catch (error) {
    fail(error, {});
  }
}

/** Checked first. On an older Node the code below would fail with errors that do not name the reason. */
function refuseOldNode(version: string): void {
  if (!isTooOld(version)) return;
  throw new WorkshopError('refused', `Node ${version} is too old.`, { hint: `Install Node ${oldestNode} or newer.` });
}

/**
 * Whether the user typed `npm run workshop` alone in a repo made by the tool. It shows the help, because nobody wants a
 * second repo inside the first.
 */
function startsNothing(): boolean {
  return args.length === 0 && env.npm_lifecycle_event === 'workshop';
}

async function helpOn(verb: Invocation['verb'], version: string): Promise<string> {
  if (verb === 'project') return (await import('./questions/help.ts')).helpText(version);
  return (await import('./questions/verb-help.ts')).verbHelpText(verb, version);
}

/** Whether the tool runs in a repo that it made, or from that repo's own script. */
async function insideRepo(root: string): Promise<boolean> {
  if (env.npm_lifecycle_event === 'workshop') return true;
  return (await import('./repo/manifest.ts')).isInRepo(startedIn(root));
}

async function run(invocation: Invocation, own: Session['own']): Promise<Ran> {
  const { detectManager } = await import('./repo/package-manager.ts');
  const session: Session = {
    own,
    env,
    cwd: startedIn(own.root),
    manager: detectManager(env),
    // Loaded only when there is a question to ask, because Node's terminal module loads all its network code.
    async canAsk() {
      const { isatty } = await import('node:tty');
      return isatty(0) && isatty(1) && !wanted.json;
    },
    say: (line) => print(wanted.json ? 2 : 1, `${line}\n`),
    warn: (line) => print(2, `warning: ${line}\n`),
  };
  if (invocation.verb === 'doctor') return (await import('../generators/run/doctor.ts')).runDoctor(session);
  if (invocation.verb === 'update') {
    return (await import('../generators/run/update.ts')).runUpdate(invocation, session, args);
  }
  if (invocation.verb === 'advance')
    return (await import('../generators/run/advance.ts')).runAdvance(invocation, session);
  if (invocation.verb === 'add') return (await import('../generators/run/add.ts')).runAdd(invocation, session);
  if (invocation.verb === 'redrive')
    return (await import('../generators/run/redrive.ts')).runRedrive(invocation, session);
  return (await import('../generators/run/project.ts')).runProject(invocation, session);
}

/** The folder in which the user typed the command. `npm start` changes into the package's folder. */
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
    process.exitCode = exitCode;
    print(1, asText(lines));
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
  process.exitCode = exitCodes[code];
  print(2, `${code === 'cancelled' ? '' : 'error: '}${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
  if (wanted.debug && error instanceof Error) print(2, `${error.stack}\n${causeOf(error)}`);
  if (wanted.json) {
    print(1, `${JSON.stringify({ ...json, ok: false, code, exitCode: exitCodes[code], message, hint })}\n`);
  }
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `caused by ${cause.stack}\n` : '';
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Writes a whole text. It does not use the streams of `process`, because setting them up takes longer than printing the
 * help. Never throws, because it runs between two steps of the work and while an error is reported.
 */
function print(to: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length && !closed.has(to); ) {
    try {
      at += writeSync(to, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The pipe is full. The reader will empty it soon.
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else lose(to, code);
    }
  }
}

/**
 * Notes that an output is closed. A reader that closes its pipe (`| head`) is no failure. An answer that cannot be
 * written is one.
 */
function lose(to: 1 | 2, code: string | undefined): void {
  closed.add(to);
  if (to === 2 || code === 'EPIPE') return;
  process.exitCode ||= exitCodes.failed;
  print(2, `error: The answer cannot be written (${code}).\n  Check where stdout goes. The work itself was done.\n`);
}
