import { parseArgs } from 'node:util';
import { WorkshopError } from '../errors.ts';
import { type Axis, axes } from '../layers/axes.ts';
import type { Given } from './complete.ts';

/** The flags without a value, by the verbs that take them. */
const switches = {
  yes: ['project'],
  'dry-run': ['project'],
  'no-install': ['project'],
  'no-git': ['project'],
  json: ['project', 'doctor'],
  debug: ['project', 'doctor'],
  version: ['project', 'doctor'],
  help: ['project', 'doctor'],
} as const;

type Switch = keyof typeof switches;

const short: Readonly<Record<string, Switch>> = { y: 'yes', h: 'help', v: 'version' };

/** The verbs of this version. `project` is what runs when no verb is given, and has no word. */
type Verb = 'project' | 'doctor';

/** Verbs of the design that later versions bring: never taken for a target. */
const laterVerbs = ['update', 'advance', 'add', 'exercise', 'drill', 'redrive', 'sample', 'room'];

/** A command line, understood. */
export type Invocation = {
  readonly verb: Verb;
  /** The target path as it was typed. */
  readonly target?: string;
  readonly answers: Given;
  readonly answersFile?: string;
  readonly is: Readonly<Record<Switch, boolean>>;
};

/**
 * Understands the arguments. Throws `refused` for an unknown flag (with the nearest one), a missing or unwanted value,
 * a flag given twice, a verb of a later version and a second target.
 */
export async function readFlags(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Invocation> {
  const is = Object.fromEntries(Object.keys(switches).map((name) => [name, false])) as Record<Switch, boolean>;
  const texts: Record<string, string> = {};
  const positionals: { value: string; literal: boolean }[] = [];
  let literal = false;
  for (const token of tokensOf(argv)) {
    if (token.kind === 'option-terminator') literal = true;
    else if (token.kind === 'positional') positionals.push({ value: token.value, literal });
    else {
      const name = token.rawName.startsWith('--') ? token.name : (short[token.name] ?? token.name);
      if (isSwitch(name)) {
        if (token.value !== undefined) throw new WorkshopError('refused', `--${name} takes no value.`);
        is[name] = true;
      } else if (isText(name)) {
        if (name in texts) throw new WorkshopError('refused', `--${name} is given twice.`);
        texts[name] = textOf(name, token.value);
      } else throw await unknownFlag(token.rawName, name);
    }
  }
  const [word] = positionals;
  if (word && !word.literal && (word.value === 'help' || word.value === 'version')) {
    is[word.value] = true;
    positionals.shift();
  }
  const { verb, target } = verbAndTarget(positionals, env);
  for (const [name, verbs] of Object.entries(switches)) {
    if (is[name as Switch] && !(verbs as readonly Verb[]).includes(verb)) throw notFor(name, verb);
  }
  const [axis] = Object.keys(texts);
  if (verb !== 'project' && axis !== undefined) throw notFor(axis, verb);
  const { answers: answersFile, ...answers } = texts;
  return {
    verb,
    answers: answers as Given,
    is,
    ...(target !== undefined && { target }),
    ...(answersFile !== undefined && { answersFile }),
  };
}

/** The answers that npm took for itself because `--` was missing before them. */
export function swallowedByNpm(env: NodeJS.ProcessEnv): string[] {
  const names = [...axes, 'answers', 'dry-run'];
  return names.filter((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
}

function tokensOf(argv: readonly string[]) {
  const text = Object.fromEntries([...axes, 'answers'].map((name) => [name, { type: 'string' as const }]));
  return parseArgs({ args: [...argv], strict: false, tokens: true, allowPositionals: true, options: text }).tokens;
}

function isSwitch(name: string): name is Switch {
  return Object.hasOwn(switches, name);
}

function isText(name: string): name is Axis | 'answers' {
  return name === 'answers' || (axes as readonly string[]).includes(name);
}

function textOf(name: string, value: string | undefined): string {
  // A flag in the place of a value means that the value was forgotten.
  if (value !== undefined && value !== '' && !value.startsWith('-')) return value;
  throw new WorkshopError('refused', `--${name} needs a value.`, {
    hint:
      name === 'answers' ? 'It is a JSON file: --answers answers.json.' : `Write --${name} <id>; --help lists the ids.`,
  });
}

async function unknownFlag(raw: string, name: string): Promise<WorkshopError> {
  const { nearest } = await import('./nearest.ts');
  const meant = nearest(name, [...Object.keys(switches), ...axes, 'answers']);
  return new WorkshopError('refused', `There is no flag ${raw}.`, {
    hint: meant === undefined ? 'Run with --help for the list.' : `Did you mean --${meant}?`,
  });
}

function notFor(name: string, verb: Verb): WorkshopError {
  return new WorkshopError('refused', `--${name} means nothing to ${verb}.`, { hint: 'Run with --help for the list.' });
}

function verbAndTarget(
  positionals: readonly { value: string; literal: boolean }[],
  env: NodeJS.ProcessEnv,
): { verb: Verb; target?: string } {
  const [first, ...rest] = positionals;
  if (first === undefined) return { verb: 'project' };
  if (!first.literal && laterVerbs.includes(first.value)) {
    throw new WorkshopError('refused', `The command "${first.value}" is not in this version.`, {
      hint: `For a folder of that name write ./${first.value}.`,
    });
  }
  const verb = first.value === 'doctor' && !first.literal ? 'doctor' : 'project';
  const [target, ...more] = verb === 'doctor' ? [undefined, ...rest] : [first, ...rest];
  if (more.length > 0) {
    const words = more.map(({ value }) => JSON.stringify(value)).join(', ');
    const npm = env.npm_config_user_agent?.startsWith('npm/');
    throw new WorkshopError(
      'refused',
      `${verb} takes ${verb === 'doctor' ? 'no' : 'one'} target; there is also ${words}.`,
      {
        hint: npm
          ? 'npm keeps flags for itself unless -- stands before them: npm create serverless-workshop@latest my-shop -- --start greenfield'
          : 'Run with --help for examples.',
      },
    );
  }
  return { verb, ...(target !== undefined && { target: target.value }) };
}
