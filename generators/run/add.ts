import { WorkshopError } from '../../src/errors.ts';
import { type Body, nameExamples, patterns } from '../../src/layers/pattern-words.ts';
import type { Pattern } from '../../src/layers/patterns.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { nearest } from '../../src/questions/nearest.ts';
import type { SoFar } from '../../src/questions/types.ts';
import { refuseArguments } from '../../src/repo/add/arguments.ts';
import { refusePattern } from '../../src/repo/add/refusals.ts';
import { openRepo } from '../../src/repo/update/find-repo.ts';
import { perform } from '../actions.ts';
import { type AddInput, addGenerator, addQuestions } from '../add.ts';
import type { Ran, Session } from './session.ts';

const bodies: readonly Body[] = ['sample', 'empty'];

/**
 * Adds one of the patterns from the command line. Everything that could refuse it is checked before the user is asked:
 * whether this repo can have the pattern, then what was typed.
 */
export async function runAdd(invocation: Invocation, session: Session): Promise<Ran> {
  refuseSwallowed(session.env, 'add');
  const pattern = patternOf(invocation.add.pattern);
  const { root, recorded } = await openRepo(session.cwd);
  refusePattern(pattern, recorded);
  const given = givenOf(pattern, invocation);
  refuseArguments({ pattern, ...given }, root);
  const input = { ...given, ...(await answeredBy(pattern, given, invocation, session)) };
  const data: Record<string, unknown> = {};
  for (const action of addGenerator(pattern).actions(input)) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
  }
  return { lines: [], json: data };
}

/** The input that the flags give. */
function givenOf(pattern: Pattern, { add, is }: Invocation): Partial<AddInput> {
  refuseMeaningless(pattern, add);
  const { name, event, owner, path } = add;
  const body = bodyOf(add.body);
  return {
    dryRun: is['dry-run'],
    ...(name !== undefined && { name }),
    ...(body !== undefined && { body }),
    ...(event !== undefined && { event }),
    ...(owner !== undefined && { owner }),
    ...(path !== undefined && { path }),
  };
}

/**
 * Asks for what is missing: the name, and the body when there is a choice. `--yes` takes the default body and owner.
 */
async function answeredBy(
  pattern: Pattern,
  given: Partial<AddInput>,
  { is }: Invocation,
  session: Session,
): Promise<Pick<AddInput, 'name' | 'body'>> {
  const canAsk = !is.yes && (await session.canAsk());
  if (!canAsk) {
    if (given.name !== undefined) return { name: given.name };
    const why = is.yes ? '' : ', and there is no terminal to ask in';
    throw new WorkshopError('refused', `Missing: the name${why}.`, {
      hint: `For example: npm run workshop -- add ${pattern} ${nameExamples[pattern]}`,
    });
  }
  const known: SoFar = { name: given.name, body: given.body };
  const open = addQuestions(pattern).filter(({ key }) => known[key] === undefined);
  if (open.length === 0) return { name: String(given.name) };
  const { askIn } = await import('../../src/questions/ask.ts');
  const answered = await askIn({ input: process.stdin, output: process.stdout })(addQuestions(pattern), known);
  return { name: String(answered.name), ...(answered.body !== undefined && { body: answered.body as Body }) };
}

function patternOf(word: string | undefined): Pattern {
  const known = Object.keys(patterns) as Pattern[];
  const found = known.find((one) => one === word);
  if (found) return found;
  const list = `There are: ${known.join(', ')}.`;
  if (word === undefined) {
    throw new WorkshopError('refused', 'Add what?', {
      hint: `${list} For example: npm run workshop -- add glue stock-warning`,
    });
  }
  const meant = nearest(word, known);
  throw new WorkshopError('refused', `Nothing called ${JSON.stringify(word)} can be added.`, {
    hint: meant === undefined ? list : `Did you mean add ${meant}? ${list}`,
  });
}

/** The flags that each pattern accepts besides its name. */
const meant: Readonly<Record<Pattern, readonly Flag[]>> = {
  event: ['body'],
  glue: ['event', 'body', 'owner'],
  task: ['event', 'body', 'owner'],
  'map-reduce': ['body', 'owner'],
  extension: ['event', 'body', 'owner'],
  feature: ['path', 'body', 'owner'],
  split: ['body', 'owner'],
};

type Flag = 'event' | 'body' | 'owner' | 'path';

function refuseMeaningless(pattern: Pattern, add: Invocation['add']): void {
  const given = (['event', 'body', 'owner', 'path'] as const).filter((flag) => add[flag] !== undefined);
  const extra = given.find((flag) => !meant[pattern].includes(flag));
  if (extra === undefined) return;
  const others = (Object.keys(meant) as Pattern[]).filter((one) => meant[one].includes(extra));
  throw new WorkshopError('refused', `--${extra} means nothing to add ${pattern}.`, {
    hint: `It belongs to add ${others.join(', ')}.`,
  });
}

function bodyOf(text: string | undefined): Body | undefined {
  if (text === undefined) return undefined;
  const found = bodies.find((one) => one === text);
  if (found) return found;
  throw new WorkshopError('refused', `There is no body ${JSON.stringify(text)}.`, {
    hint: 'Write --body sample, or --body empty.',
  });
}
