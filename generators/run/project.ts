import { WorkshopError } from '../../src/errors.ts';
import type { Answers } from '../../src/layers/answers.ts';
import { axes } from '../../src/layers/axes.ts';
import { derive } from '../../src/layers/derive.ts';
import { idleCost } from '../../src/layers/idle-cost.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { type Asker, gather } from '../../src/questions/gather.ts';
import type { SoFar } from '../../src/questions/types.ts';
import type { Review } from '../../src/questions/walk.ts';
import { warningsFor } from '../../src/questions/warnings.ts';
import { requireManager } from '../../src/repo/package-manager.ts';
import { reproduce } from '../../src/repo/reproduce.ts';
import { quoted } from '../../src/repo/shell.ts';
import { listFiles, nextCommands, summary } from '../../src/repo/summary.ts';
import { inspectedPath, lastPart } from '../../src/repo/target.ts';
import { type Outcome, perform } from '../actions.ts';
import { checkTarget, projectGenerator } from '../project.ts';
import type { Ran, Session } from './session.ts';

/** Makes a repo from the command line: collects the answers, runs the actions, and prints a summary. */
export async function runProject(invocation: Invocation, session: Session): Promise<Ran> {
  const { is } = invocation;
  const { cwd, own, manager } = session;
  const generator = projectGenerator(cwd);
  const install = !is['no-install'] && !is['dry-run'];
  // Checked before the questions, so that nobody answers them in vain.
  if (install) await requireManager(manager);
  let reviewed = false;
  const review: Review = (answered) => {
    reviewed = true;
    return reviewOf(answered, session);
  };
  const asker = !is.yes && (await session.canAsk()) ? await askerHere(review) : undefined;
  const check = (typed: string) => checkTarget(typed, cwd);
  const { target, answers } = await gather(invocation, generator.questions, session, check, asker);
  const named = { name: lastPart(target), ...answers };
  const warnings = warningsFor(derive(named));
  // The review has shown the warnings already.
  if (!reviewed) for (const warning of warnings) session.warn(warning);
  const told = { target, answers: named, warnings, reproduce: reproduce(target, answers, session) };
  if (is['dry-run']) {
    const files = await listFiles(named, own);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return {
      json: { ...told, dryRun: true, files, bytes },
      lines: [
        ...files.map((file) => file.line),
        `${files.length} files, ${bytes} bytes. Nothing was written.`,
        '',
        told.reproduce,
      ],
    };
  }
  const outcomes: Outcome[] = [];
  for (const action of generator.actions({ target, answers, git: !is['no-git'], install })) {
    outcomes.push(await perform(action, session));
  }
  return ended(told, outcomes, session);
}

async function askerHere(review: Review): Promise<Asker> {
  const { askIn } = await import('../../src/questions/ask.ts');
  return askIn({ input: process.stdin, output: process.stdout }, review);
}

/**
 * The consequences of the answers, before anything is written: number and size of files, the idle cost, and the command
 * that gives the same answers again.
 */
async function reviewOf({ target = '', ...answered }: SoFar, session: Session): ReturnType<Review> {
  const answers = Object.fromEntries(axes.map((axis) => [axis, answered[axis]])) as Omit<Answers, 'name'>;
  const named = { name: lastPart(target), ...answers };
  const files = await listFiles(named, session.own);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const derived = derive(named);
  const idle = idleCost(derived);
  return [
    { text: `${files.length} files, ${Math.round(bytes / 1024)} KB, in ${target}.` },
    ...(idle === undefined ? [] : [{ text: idle }]),
    ...warningsFor(derived).map((warning) => ({ text: `Mind: ${warning}` })),
    { text: 'The same answers again:' },
    { command: reproduce(target, answers, session) },
  ];
}

type Told = { target: string; answers: object; warnings: readonly string[]; reproduce: string };

function ended(told: Told, outcomes: readonly Outcome[], { cwd, manager }: Session): Ran {
  const steps = outcomes.map((outcome) => typedOutside(told.target, outcome));
  const installed = steps.find(({ type }) => type === 'install');
  const next = nextCommands(told.target, manager.name, installed?.done === true);
  // A failed install is reported as the error at the end and with the next commands, so it is not listed here.
  const open = steps.flatMap((step) =>
    step.done || !step.next || step === installed ? [] : [{ why: step.detail, command: step.next }],
  );
  const path = inspectedPath(told.target, cwd);
  const failed = installed !== undefined && !installed.done;
  return {
    json: { ...told, path, ...Object.assign({}, ...outcomes.map(({ data }) => data)), steps, next },
    lines: summary(path, told.target, next, open, told.reproduce),
    ...(failed && { failure: installFailed(told.target, installed) }),
  };
}

/**
 * Changes the commands for a reader outside of the new repo. Typed there unchanged, they would commit another folder.
 */
function typedOutside(target: string, outcome: Outcome): Outcome {
  return outcome.next === undefined ? outcome : { ...outcome, next: `cd ${quoted(target)} && ${outcome.next}` };
}

function installFailed(target: string, { detail, next }: Outcome): WorkshopError {
  return new WorkshopError(
    detail.endsWith('stopped') ? 'cancelled' : 'failed',
    `${detail}. The repo in ${target} is complete.`,
    next === undefined ? {} : { hint: next },
  );
}
