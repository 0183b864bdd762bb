import { parseArgs } from 'node:util';
import { WorkshopError } from '../errors.ts';
import { type Axis, axes } from '../layers/axes.ts';
import type { Given } from './complete.ts';

/** The flags without a value, by the verbs that take them. */
const switches = {
  yes: ['project', 'update', 'add'],
  'dry-run': ['project', 'update', 'add', 'redrive'],
  'no-install': ['project'],
  'no-git': ['project'],
  check: ['update', 'advance'],
  force: ['advance'],
  online: ['update'],
  diff: ['update'],
  'allow-dirty': ['update', 'advance'],
  'no-renames': ['update'],
  continue: ['update'],
  abort: ['update'],
  link: ['update'],
  json: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  debug: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  version: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  help: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
} as const;

/** The flags with a value, by the verbs that take them. */
const texts: Readonly<Record<Text, readonly Verb[]>> = {
  ...(Object.fromEntries(axes.map((axis) => [axis, ['project']])) as unknown as Record<Axis, readonly Verb[]>),
  answers: ['project'],
  to: ['update'],
  set: ['update'],
  restore: ['update'],
  because: ['advance'],
  event: ['add'],
  body: ['add', 'redrive'],
  owner: ['add'],
  path: ['add'],
  failures: ['redrive'],
  only: ['redrive'],
};

type Text =
  | Axis
  | 'answers'
  | 'to'
  | 'set'
  | 'restore'
  | 'because'
  | 'event'
  | 'body'
  | 'owner'
  | 'path'
  | 'failures'
  | 'only';

type Switch = keyof typeof switches;

const short: Readonly<Record<string, Switch>> = { y: 'yes', h: 'help', v: 'version' };

/** The verbs of this version. `project` is what runs when no verb is given, and has no word. */
type Verb = 'project' | 'doctor' | 'update' | 'advance' | 'add' | 'redrive';

const wordsOfVerbs = ['doctor', 'update', 'advance', 'add', 'redrive'] as const;

/** What stands behind a verb, in words. */
const takes: Readonly<Record<Verb, string>> = {
  project: 'one target',
  doctor: 'no target',
  update: 'no target',
  advance: 'no target',
  add: 'a pattern and a name',
  redrive: 'no target',
};

/** Verbs of the design that later versions bring: never taken for a target. */
const laterVerbs = ['exercise', 'drill', 'sample', 'room'];

/** A command line, understood. */
export type Invocation = {
  readonly verb: Verb;
  /** The target path as it was typed. */
  readonly target?: string;
  readonly answers: Given;
  readonly answersFile?: string;
  /** What `update` is told: the version to go to, answers as `axis=id`, a path to bring back. */
  readonly update: { readonly to?: string; readonly set: readonly string[]; readonly restore?: string };
  /** What `add` is told: what to add, its name, and the flags of the pattern. */
  readonly add: {
    readonly pattern?: string;
    readonly name?: string;
    readonly event?: string;
    readonly body?: string;
    readonly owner?: string;
    readonly path?: string;
  };
  /** What `redrive` is told: where the failed records are, the one to redrive, the file with its mended body. */
  readonly redrive: { readonly failures?: string; readonly only?: string; readonly body?: string };
  /** Why `advance --force` goes on. */
  readonly because?: string;
  readonly is: Readonly<Record<Switch, boolean>>;
};

/**
 * Understands the arguments. Throws `refused` for an unknown flag (with the nearest one), a missing or unwanted value,
 * a flag given twice, a verb of a later version and a second target.
 */
export async function readFlags(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Invocation> {
  const is = Object.fromEntries(Object.keys(switches).map((name) => [name, false])) as Record<Switch, boolean>;
  const given: { [T in Text]?: string } = {};
  const set: string[] = [];
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
        const value = textOf(name, token.value);
        if (name === 'set') set.push(value);
        else if (name in given) throw new WorkshopError('refused', `--${name} is given twice.`);
        given[name] = value;
      } else throw await unknownFlag(token.rawName, name);
    }
  }
  const [word] = positionals;
  if (word && !word.literal && (word.value === 'help' || word.value === 'version')) {
    is[word.value] = true;
    positionals.shift();
  }
  const { verb, target, added } = verbAndTarget(positionals, env);
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

/** The answers that npm took for itself because `--` was missing before them. */
export function swallowedByNpm(
  env: NodeJS.ProcessEnv,
  verb: 'project' | 'update' | 'advance' | 'add' | 'redrive' = 'project',
): string[] {
  const names = swallowed[verb];
  return names.filter((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
}

/** The flags by which a missing `--` is seen: npm has no setting of these names, or none that means the same. */
const swallowed = {
  project: [...axes, 'answers', 'dry-run'],
  update: [
    'set',
    'to',
    'restore',
    'check',
    'diff',
    'allow-dirty',
    'no-renames',
    'continue',
    'abort',
    'link',
    'dry-run',
  ],
  advance: ['because', 'check', 'allow-dirty'],
  add: ['event', 'body', 'owner', 'path'],
  redrive: ['failures', 'body', 'dry-run'],
} as const;

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
  // A flag in the place of a value means that the value was forgotten.
  if (value !== undefined && value !== '' && !value.startsWith('-')) return value;
  throw new WorkshopError('refused', `--${name} needs a value.`, { hint: valueHint(name) });
}

function valueHint(name: string): string {
  if (name === 'answers') return 'It is a JSON file: --answers answers.json.';
  if (name === 'to') return 'Write --to <version>, for example --to 1.2.0.';
  if (name === 'set') return 'Write --set <axis>=<id>, for example --set telemetry=cloudwatch.';
  if (name === 'because') return 'Write --because "the reason": docs/gates.md keeps it.';
  if (name === 'body') return 'Write --body sample, or --body empty.';
  if (name === 'failures') return 'Write --failures <folder>, a copy of the failure destination.';
  if (name === 'only') return 'Write --only <record id>; --dry-run lists them.';
  if (name === 'event') return 'Write --event <type>, for example --event shop.order.placed.v1.';
  if (name === 'owner') return 'Write --owner "<who is woken>".';
  if (name === 'restore') return 'Write --restore <path>, as it stood in the template.';
  return `Write --${name} <id>; --help lists the ids.`;
}

async function unknownFlag(raw: string, name: string): Promise<WorkshopError> {
  const { nearest } = await import('./nearest.ts');
  const meant = nearest(name, [...Object.keys(switches), ...Object.keys(texts)]);
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
): { verb: Verb; target?: string; added?: { pattern?: string; name?: string } } {
  const [first, ...rest] = positionals;
  if (first === undefined) return { verb: 'project' };
  if (!first.literal && laterVerbs.includes(first.value)) {
    throw new WorkshopError('refused', `The command "${first.value}" is not in this version.`, {
      hint: `For a folder of that name write ./${first.value}.`,
    });
  }
  const word = first.literal ? '' : first.value;
  if (word === 'add' && rest.length <= 2) {
    const [pattern, name] = rest.map(({ value }) => value);
    return { verb: 'add', added: { ...(pattern !== undefined && { pattern }), ...(name !== undefined && { name }) } };
  }
  const verb = wordsOfVerbs.find((one) => one === word) ?? 'project';
  const [target, ...more] = verb === 'project' ? [first, ...rest] : [undefined, ...rest.slice(verb === 'add' ? 2 : 0)];
  if (more.length > 0) {
    const words = more.map(({ value }) => JSON.stringify(value)).join(', ');
    const npm = env.npm_config_user_agent?.startsWith('npm/');
    throw new WorkshopError('refused', `${verb} takes ${takes[verb]}; there is also ${words}.`, {
      hint: npm
        ? `npm keeps flags for itself unless -- stands before them: ${exampleOf(verb)}`
        : 'Run with --help for examples.',
    });
  }
  return { verb, ...(target !== undefined && { target: target.value }) };
}

/** A command of a verb that npm takes as it is meant. */
export function exampleOf(verb: Verb): string {
  if (verb === 'update') return 'npm run workshop -- update --set telemetry=cloudwatch';
  if (verb === 'add') return 'npm run workshop -- add glue stock-warning --body sample';
  if (verb === 'advance') return 'npm run workshop -- advance --check';
  if (verb === 'redrive') return 'npm run workshop -- redrive --dry-run';
  return verb === 'doctor'
    ? 'npm run workshop -- doctor --json'
    : 'npm create serverless-workshop@latest my-shop -- --start greenfield';
}
