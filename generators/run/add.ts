import { WorkshopError } from '../../src/errors.ts';
import type { Pattern } from '../../src/layers/patterns.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { nearest } from '../../src/questions/nearest.ts';
import type { SoFar } from '../../src/questions/types.ts';
import { findRepo } from '../../src/repo/update/carry-out.ts';
import { perform } from '../actions.ts';
import { type AddInput, addGenerator, addQuestions, nameExamples, patterns } from '../add.ts';
import type { Ran, Session } from './session.ts';

/** Patterns of the design that later versions bring. */
const later = ['feature', 'split'];

const bodies = ['sample', 'empty'] as const;

/** Adds one of the patterns from the command line; what is missing is asked. */
export async function runAdd(invocation: Invocation, session: Session): Promise<Ran> {
  refuseSwallowed(session.env, 'add');
  const pattern = patternOf(invocation.add.pattern);
  findRepo(session.cwd);
  const input = await inputOf(pattern, invocation, session);
  const data: Record<string, unknown> = {};
  for (const action of addGenerator(pattern).actions(input)) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
  }
  return { lines: [], json: data };
}

async function inputOf(pattern: Pattern, { add, is }: Invocation, session: Session): Promise<AddInput> {
  const { name, event, owner } = add;
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
  if (later.includes(word)) {
    throw new WorkshopError('refused', `"add ${word}" is not in this version.`, { hint: list });
  }
  const meant = nearest(word, [...known, ...later]);
  throw new WorkshopError('refused', `Nothing called ${JSON.stringify(word)} can be added.`, {
    hint: meant === undefined ? list : `Did you mean add ${meant}? ${list}`,
  });
}

function refuseMeaningless(pattern: Pattern, add: Invocation['add']): void {
  const meaningless: Partial<Record<Pattern, readonly ('event' | 'body' | 'owner')[]>> = {
    event: ['event', 'body', 'owner'],
    'map-reduce': ['event'],
  };
  const extra = meaningless[pattern]?.find((flag) => add[flag] !== undefined);
  if (extra === undefined) return;
  throw new WorkshopError(
    'refused',
    `--${extra} means nothing to ${pattern === 'event' ? 'an event' : `a ${pattern}`}.`,
    {
      hint:
        pattern === 'event'
          ? 'It belongs to add glue.'
          : 'Its parts have an event of their own, which is made with it.',
    },
  );
}

function bodyOf(text: string | undefined): (typeof bodies)[number] | undefined {
  if (text === undefined) return undefined;
  const found = bodies.find((one) => one === text);
  if (found) return found;
  throw new WorkshopError('refused', `There is no body ${JSON.stringify(text)}.`, {
    hint: 'Write --body sample, or --body empty.',
  });
}
