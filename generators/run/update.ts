import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import { WorkshopError } from '../../src/errors.ts';
import type { Answers } from '../../src/layers/answers.ts';
import { type Axis, axes } from '../../src/layers/axes.ts';
import { accept } from '../../src/questions/accept.ts';
import { axisQuestions } from '../../src/questions/axis-questions.ts';
import { complete, type Given } from '../../src/questions/complete.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { nameProblem } from '../../src/questions/names.ts';
import { nearest } from '../../src/questions/nearest.ts';
import type { RecordedManifest } from '../../src/repo/manifest.ts';
import { runPublished } from '../../src/repo/published.ts';
import { findOpen, findRepo } from '../../src/repo/update/find-repo.ts';
import { crossed } from '../../src/repo/update/plan/migrations.ts';
import type { UpdateJob } from '../../src/repo/update/run-update-job.ts';
import { perform } from '../actions.ts';
import { updateGenerator } from '../update.ts';
import type { Ran, Session } from './session.ts';

/** Flags that each select another kind of update. Only one is allowed. */
const kinds = ['abort', 'continue', 'link', 'check', 'dry-run', 'diff'] as const;

/**
 * Updates the repo from the command line, or does what a flag asks for instead: check, continue, abort, link, restore.
 */
export async function runUpdate(invocation: Invocation, session: Session, argv: readonly string[]): Promise<Ran> {
  refuseSwallowed(session.env, 'update');
  refuseTogether(invocation);
  const { to } = invocation.update;
  if (to !== undefined && to !== session.own.version) return runVersion(to, invocation, session, argv);
  const data: Record<string, unknown> = {};
  let code: Ran['code'];
  for (const action of updateGenerator.actions(jobOf(invocation, session))) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
    code = outcome.code;
  }
  return { lines: [], json: data, ...(code && { code }) };
}

function jobOf(invocation: Invocation, session: Session): UpdateJob {
  const { is, update } = invocation;
  if (update.restore !== undefined) return { kind: 'restore', path: update.restore };
  for (const kind of ['abort', 'continue', 'link'] as const) if (is[kind]) return { kind };
  return {
    kind: 'run',
    answersFor: async (recorded) => {
      refuseDowngrade(recorded, invocation, session);
      return answersOf(recorded, invocation, session);
    },
    how: is.check ? 'check' : is['dry-run'] ? 'list' : is.diff ? 'patch' : 'write',
    online: is.online,
    allowDirty: is['allow-dirty'],
    followRenames: !is['no-renames'],
  };
}

/**
 * The recorded answers, migrated, with the changes of `--set`. New questions of a newer template are asked or get their
 * defaults.
 */
async function answersOf(recorded: RecordedManifest, invocation: Invocation, session: Session): Promise<Answers> {
  const { name } = recorded.answers;
  const problem = nameProblem(name);
  if (problem !== undefined) throw new WorkshopError('refused', `workshop.json: ${problem}`);
  const migrated = crossed(recorded.generator.version, session.own.version).reduce(
    (answers, migration) => migration.answers?.(answers) ?? answers,
    recorded.answers as Readonly<Record<string, string>>,
  );
  const known = Object.fromEntries(axes.flatMap((axis) => (migrated[axis] ? [[axis, migrated[axis]]] : [])));
  const given: Given = acceptSet({ ...known, ...readSet(invocation.update.set) });
  const open = axes.filter((axis) => given[axis] === undefined);
  if (open.length === 0) return { name, ...given } as Answers;
  if (invocation.is.yes) return { name, ...complete(given) } as Answers;
  if (!(await session.canAsk())) {
    throw new WorkshopError(
      'refused',
      `This version has new questions: ${open.join(', ')}. There is no terminal to ask in.`,
      {
        hint: `Give --yes for the defaults, or ${open.map((axis) => `--set ${axis}=<id>`).join(' ')}.`,
      },
    );
  }
  const { askIn } = await import('../../src/questions/ask.ts');
  const ask = askIn({ input: process.stdin, output: process.stdout });
  return { name, ...accept((await ask(axisQuestions(), given)) as Given) } as Answers;
}

/** Works like `accept`. The errors of that name the flags of a new repo, while here an answer is set. */
function acceptSet(given: Given): Given {
  try {
    return accept(given);
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error;
    const flags = new RegExp(`--(${axes.join('|')}) `, 'g');
    const asSet = (text: string) => text.replace(flags, '--set $1=');
    const hint = error.hint === undefined ? {} : { hint: asSet(error.hint) };
    throw new WorkshopError(error.code, asSet(error.message), { ...hint, cause: error });
  }
}

function readSet(pairs: readonly string[]): Given {
  const set: Partial<Record<Axis, string>> = {};
  for (const pair of pairs) {
    const [key = '', id = '', ...more] = pair.split('=');
    if (id === '' || more.length > 0) {
      throw new WorkshopError('refused', `--set ${pair} is no answer.`, { hint: 'Write --set <axis>=<id>.' });
    }
    const axis = axes.find((one) => one === key);
    if (!axis) {
      const meant = nearest(key, axes);
      throw new WorkshopError('refused', `There is no answer "${key}" to set.`, {
        hint: meant === undefined ? `There are: ${axes.join(', ')}.` : `Did you mean --set ${meant}=${id}?`,
      });
    }
    if (axis === 'stage') {
      throw new WorkshopError('refused', 'An update cannot set the stage. A repo advances to it through a gate.', {
        hint: 'npm run workshop -- advance',
      });
    }
    if (set[axis] !== undefined) throw new WorkshopError('refused', `--set ${axis} is given twice.`);
    set[axis] = id;
  }
  return set;
}

function refuseTogether({ is, update }: Invocation): void {
  const [first, second] = [...kinds.filter((kind) => is[kind]), ...(update.restore === undefined ? [] : ['restore'])];
  if (first !== undefined && second !== undefined) {
    throw new WorkshopError('refused', `--${first} and --${second} do not go together.`, { hint: 'Give one of them.' });
  }
  const moves = update.set.length > 0 ? 'set' : update.to !== undefined ? 'to' : undefined;
  if (moves !== undefined && first !== undefined && !['check', 'dry-run', 'diff'].includes(first)) {
    throw new WorkshopError('refused', `--${moves} means nothing to --${first}.`, { hint: 'Leave one of them out.' });
  }
  if (is.online && !is.check) {
    throw new WorkshopError('refused', '--online belongs to --check.', { hint: 'update --check --online' });
  }
}

function refuseDowngrade({ generator }: RecordedManifest, { update }: Invocation, { own }: Session): void {
  if (valid(generator.version) === null) {
    throw new WorkshopError('refused', `workshop.json names no version: ${JSON.stringify(generator.version)}.`, {
      hint: 'Bring back the committed one: git checkout HEAD -- workshop.json',
    });
  }
  if (compare(own.version, generator.version) >= 0 || update.to !== undefined) return;
  throw new WorkshopError(
    'refused',
    `The repo was made by version ${generator.version}, and this is ${own.version}: that would be a step back.`,
    { hint: `The repo's own tool: npm run workshop -- update. To go back all the same: update --to ${own.version}` },
  );
}

/** Starts another version, which runs its own update. Only that version knows its templates. */
async function runVersion(to: string, { is }: Invocation, session: Session, argv: readonly string[]): Promise<Ran> {
  const { own, manager, cwd } = session;
  if (valid(to) !== to) {
    throw new WorkshopError('refused', `${JSON.stringify(to)} is no version.`, { hint: 'Write --to 1.2.0.' });
  }
  if (!(await findOpen(cwd))) findRepo(cwd);
  const call = { spec: `${own.name}@${to}`, bin: own.name, args: argv, cwd, quiet: is.json };
  const { exitCode, stdout } = await runPublished(manager, call);
  if (is.json && !isJson(stdout)) {
    throw new WorkshopError('failed', `${manager.name} could not run ${call.spec}: it said why above.`, {
      hint: `Is there such a version? ${manager.name} view ${own.name} versions`,
    });
  }
  return { lines: is.json ? [stdout.trimEnd()] : [], json: {}, exitCode };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
