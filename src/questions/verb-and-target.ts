import { WorkshopError } from '../errors.ts';
import type { Verb } from './flag-table.ts';

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

/** Who typed, and where. */
export type TypedIn = {
  readonly env: NodeJS.ProcessEnv;
  /** Answers true inside a repo made by this tool: who mistypes a command there wants no second repo inside it. */
  insideRepo(): Promise<boolean>;
};

/**
 * Tells the verb from the words without a flag, and what stands behind it. `literal` is a word behind `--`. Throws `refused` for a verb of a later version,
 * for a word too many, for a word that is nearly a verb and, in a made repo, for every word that is no verb; a path is a target everywhere.
 */
export async function verbAndTarget(
  positionals: readonly { value: string; literal: boolean }[],
  at: TypedIn,
): Promise<{ verb: Verb; target?: string; added?: { pattern?: string; name?: string } }> {
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
  if (verb === 'project' && /^[^\\/]+$/.test(word)) await refuseMistyped(word, at);
  const [target, ...more] = verb === 'project' ? [first, ...rest] : [undefined, ...rest.slice(verb === 'add' ? 2 : 0)];
  if (more.length > 0) {
    const words = more.map(({ value }) => JSON.stringify(value)).join(', ');
    const npm = at.env.npm_config_user_agent?.startsWith('npm/');
    throw new WorkshopError('refused', `${verb} takes ${takes[verb]}; there is also ${words}.`, {
      hint: npm
        ? `npm keeps flags for itself unless -- stands before them: ${exampleOf(verb, at.env)}`
        : verb === 'project'
          ? 'Run with --help for examples.'
          : `Run ${verb} --help for examples.`,
    });
  }
  return { verb, ...(target !== undefined && { target: target.value }) };
}

async function refuseMistyped(word: string, at: TypedIn): Promise<void> {
  const { nearest, slipOf } = await import('./nearest.ts');
  const words = [...wordsOfVerbs, 'help', 'version'];
  // Outside a repo a folder is the usual word.
  const slip = slipOf(word, words);
  if (slip === undefined && !(await at.insideRepo())) return;
  const meant = slip ?? nearest(word, words);
  const commands = meant === undefined ? `There are: ${wordsOfVerbs.join(', ')}.` : `Did you mean ${meant}?`;
  throw new WorkshopError('refused', `There is no command ${JSON.stringify(word)}.`, {
    hint: `${commands} For a folder of that name write ./${word}.`,
  });
}

/** A command of a verb that npm takes as it is meant. */
export function exampleOf(verb: Verb, env: NodeJS.ProcessEnv): string {
  if (verb === 'update') return 'npm run workshop -- update --set telemetry=cloudwatch';
  if (verb === 'add') return 'npm run workshop -- add glue stock-warning --body sample';
  if (verb === 'advance') return 'npm run workshop -- advance --check';
  if (verb === 'redrive') return 'npm run workshop -- redrive --dry-run';
  // Without --silent npm prints two lines of its own before the JSON.
  if (verb === 'doctor') return 'npm run --silent workshop -- doctor --json';
  return env.npm_lifecycle_event === 'start'
    ? 'npm start -- ../my-shop --yes'
    : 'npm create serverless-workshop@latest my-shop -- --yes';
}
