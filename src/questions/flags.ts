import { parseArgs } from 'node:util';
import { WorkshopError } from '../errors.ts';
import type { Given } from './complete.ts';
import { type Switch, short, switches, type Text, texts, type Verb, valueHint } from './flag-table.ts';
import { type TypedIn, verbAndTarget } from './verb-and-target.ts';

/** A command line after parsing. */
export type Invocation = {
  readonly verb: Verb;
  /** The target path as the user typed it. */
  readonly target?: string;
  readonly answers: Given;
  readonly answersFile?: string;
  /** The options of `update`: the version to go to, answers as `axis=id`, a path to restore. */
  readonly update: { readonly to?: string; readonly set: readonly string[]; readonly restore?: string };
  /** The options of `add`: what to add, its name, and the flags of the pattern. */
  readonly add: {
    readonly pattern?: string;
    readonly name?: string;
    readonly event?: string;
    readonly body?: string;
    readonly owner?: string;
    readonly path?: string;
  };
  /**
   * The options of `redrive`: the place of the failed records, the one to redrive, the file with its corrected body.
   */
  readonly redrive: { readonly failures?: string; readonly only?: string; readonly body?: string };
  /** The reason given with `advance --force`. */
  readonly because?: string;
  readonly is: Readonly<Record<Switch, boolean>>;
};

/** The arguments without a leading `--` from pnpm. npm removes it, pnpm passes it on to the script. */
export function argumentsOf(
  argv: readonly string[],
  { npm_lifecycle_event: script }: NodeJS.ProcessEnv,
): readonly string[] {
  return argv[0] === '--' && (script === 'workshop' || script === 'start') ? argv.slice(1) : argv;
}

/**
 * Parses the arguments. Throws `refused` for an unknown flag (and names the nearest one), a missing or unwanted value,
 * a flag given twice, a verb of a later version, and a second target.
 */
export async function readFlags(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
  insideRepo: TypedIn['insideRepo'] = async () => env.npm_lifecycle_event === 'workshop',
): Promise<Invocation> {
  const is = Object.fromEntries(Object.keys(switches).map((name) => [name, false])) as Record<Switch, boolean>;
  const given: { [T in Text]?: string } = {};
  const set: string[] = [];
  const positionals: { value: string; literal: boolean }[] = [];
  let literal = false;
  for (const token of tokensOf(argumentsOf(argv, env))) {
    if (token.kind === 'option-terminator') literal = true;
    else if (token.kind === 'positional') positionals.push({ value: token.value, literal });
    else {
      const name = token.rawName.startsWith('--') ? token.name : (short[token.name] ?? token.name);
      if (isSwitch(name)) {
        if (token.value !== undefined) {
          throw new WorkshopError('refused', `--${name} takes no value.`, {
            hint: `Write --${name} alone, or leave it out.`,
          });
        }
        is[name] = true;
      } else if (isText(name)) {
        const value = textOf(name, token.value);
        if (name === 'set') set.push(value);
        else if (name in given) {
          throw new WorkshopError('refused', `--${name} is given twice.`, { hint: `Leave one --${name} out.` });
        }
        given[name] = value;
      } else throw await unknownFlag(token.rawName, name);
    }
  }
  const [word] = positionals;
  if (word && !word.literal && (word.value === 'help' || word.value === 'version')) {
    is[word.value] = true;
    positionals.shift();
  }
  const { verb, target, added } = await verbAndTarget(positionals, { env, insideRepo });
  for (const [name, verbs] of Object.entries(switches)) {
    if (is[name as Switch] && !(verbs as readonly Verb[]).includes(verb)) throw notFor(name, verb);
  }
  for (const name of Object.keys(given) as Text[]) if (!texts[name].includes(verb)) throw notFor(name, verb);
  const {
    answers: answersFile,
    to,
    set: _,
    restore,
    because,
    event,
    body,
    owner,
    path,
    failures,
    only,
    ...answers
  } = given;
  return {
    verb,
    answers,
    update: { set, ...(to !== undefined && { to }), ...(restore !== undefined && { restore }) },
    add: {
      ...added,
      ...(event !== undefined && { event }),
      ...(body !== undefined && { body }),
      ...(owner !== undefined && { owner }),
      ...(path !== undefined && { path }),
    },
    redrive: {
      ...(failures !== undefined && { failures }),
      ...(only !== undefined && { only }),
      ...(body !== undefined && { body }),
    },
    is,
    ...(target !== undefined && { target }),
    ...(answersFile !== undefined && { answersFile }),
    ...(because !== undefined && { because }),
  };
}

function tokensOf(argv: readonly string[]) {
  const text = Object.fromEntries(Object.keys(texts).map((name) => [name, { type: 'string' as const }]));
  return parseArgs({ args: [...argv], strict: false, tokens: true, allowPositionals: true, options: text }).tokens;
}

function isSwitch(name: string): name is Switch {
  return Object.hasOwn(switches, name);
}

function isText(name: string): name is Text {
  return Object.hasOwn(texts, name);
}

function textOf(name: string, value: string | undefined): string {
  // A flag where a value belongs means that the user forgot the value.
  if (value !== undefined && value !== '' && !value.startsWith('-')) return value;
  throw new WorkshopError('refused', `--${name} needs a value.`, { hint: valueHint(name) });
}

async function unknownFlag(raw: string, name: string): Promise<WorkshopError> {
  const { nearest } = await import('./nearest.ts');
  const meant = nearest(name, [...Object.keys(switches), ...Object.keys(texts)]);
  return new WorkshopError('refused', `There is no flag ${raw}.`, {
    hint: meant === undefined ? 'Run with --help for the list.' : `Did you mean --${meant}?`,
  });
}

function notFor(name: string, verb: Verb): WorkshopError {
  const page = verb === 'project' ? '--help' : `${verb} --help`;
  return new WorkshopError('refused', `--${name} means nothing to ${verb}.`, { hint: `Run ${page} for its flags.` });
}
