import { WorkshopError } from '../../src/errors.ts';
import type { Pattern } from '../../src/layers/patterns.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { nearest } from '../../src/questions/nearest.ts';
import type { SoFar } from '../../src/questions/types.ts';
import { openRepo } from '../../src/repo/update/find-repo.ts';
import { perform } from '../actions.ts';
import { type AddInput, addGenerator, addQuestions, nameExamples, patterns } from '../add.ts';
import type { Ran, Session } from './session.ts';

const bodies = ['sample', 'empty'] as const;

/** Adds one of the patterns from the command line; what is missing is asked. */
export async function runAdd(invocation: Invocation, session: Session): Promise<Ran> {
  refuseSwallowed(session.env, 'add');
  const pattern = patternOf(invocation.add.pattern);
  await openRepo(session.cwd);
  const input = await inputOf(pattern, invocation, session);
  const data: Record<string, unknown> = {};
  for (const action of addGenerator(pattern).actions(input)) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
  }
  return { lines: [], json: data };
}

async function inputOf(pattern: Pattern, { add, is }: Invocation, session: Session): Promise<AddInput> {
  const { name, event, owner, path } = add;
  refuseMeaningless(pattern, add);
  const body = bodyOf(add.body) ?? (is.yes ? 'sample' : undefined);
  const given: SoFar = { name, body };
  const open = addQuestions(pattern).filter(({ key }) => given[key] === undefined);
  const answered =
    open.length === 0
      ? given
      : await ask(
          pattern,
          given,
          open.map(({ key }) => key),
          session,
        );
  return {
    name: String(answered.name),
    dryRun: is['dry-run'],
    ...(answered.body !== undefined && { body: answered.body as (typeof bodies)[number] }),
    ...(event !== undefined && { event }),
    ...(owner !== undefined && { owner }),
    ...(path !== undefined && { path }),
  };
}

async function ask(pattern: Pattern, given: SoFar, open: readonly string[], session: Session): Promise<SoFar> {
  if (!(await session.canAsk())) {
    const missing = open.map((key) => (key === 'name' ? 'the name' : `--${key}`)).join(', ');
    throw new WorkshopError('refused', `Missing: ${missing}, and there is no terminal to ask in.`, {
      hint: `For example: npm run workshop -- add ${pattern} ${nameExamples[pattern]}${pattern === 'event' ? '' : ' --body sample'}`,
    });
  }
  const { askIn } = await import('../../src/questions/ask.ts');
  return askIn({ input: process.stdin, output: process.stdout })(addQuestions(pattern), given);
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

/** The flags that say something to a pattern, beside its name. */
const meant: Readonly<Record<Pattern, readonly Flag[]>> = {
  event: [],
  glue: ['event', 'body', 'owner'],
  task: ['event', 'body', 'owner'],
  'map-reduce': ['body', 'owner'],
  extension: ['event', 'body', 'owner'],
  feature: ['path', 'body', 'owner'],
  split: ['owner'],
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

function bodyOf(text: string | undefined): (typeof bodies)[number] | undefined {
  if (text === undefined) return undefined;
  const found = bodies.find((one) => one === text);
  if (found) return found;
  throw new WorkshopError('refused', `There is no body ${JSON.stringify(text)}.`, {
    hint: 'Write --body sample, or --body empty.',
  });
}
