import { WorkshopError } from '../errors.ts';
import type { Verb } from './flag-table.ts';

const wordsOfVerbs = ['doctor', 'update', 'advance', 'add', 'redrive'] as const;

/** The arguments of each verb, in words. */
const takes: Readonly<Record<Verb, string>> = {
  project: 'one target',
  doctor: 'no target',
  update: 'no target',
  advance: 'no target',
  add: 'a pattern and a name',
  redrive: 'no target',
};

/** Verbs that later versions will have. They are never taken as a target. */
const laterVerbs = ['exercise', 'drill', 'sample', 'room'];

/** Where the command was typed. */
export type TypedIn = {
  readonly env: NodeJS.ProcessEnv;
  /**
   * Whether the folder is inside a repo made by this tool. A user who mistypes a command there does not want a second
   * repo inside it.
   */
  insideRepo(): Promise<boolean>;
};

/**
 * Finds the verb and its arguments among the words that are not flags. `literal` is a word after `--`. Throws `refused`
 * for a verb of a later version, for a word too many, for a word that is nearly a verb and, in a made repo, for every
 * word that is not a verb. A path is always a target.
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
  // Outside of a repo a word is usually the name of a new folder.
  const slip = slipOf(word, words);
  if (slip === undefined && !(await at.insideRepo())) return;
  const meant = slip ?? nearest(word, words);
  const commands = meant === undefined ? `There are: ${wordsOfVerbs.join(', ')}.` : `Did you mean ${meant}?`;
  throw new WorkshopError('refused', `There is no command ${JSON.stringify(word)}.`, {
    hint: `${commands} For a folder of that name write ./${word}.`,
  });
}

/** An example command of a verb, written so that npm passes it on unchanged. */
export function exampleOf(verb: Verb, env: NodeJS.ProcessEnv): string {
  if (verb === 'update') return 'npm run workshop -- update --set telemetry=cloudwatch';
  if (verb === 'add') return 'npm run workshop -- add glue stock-warning --body sample';
  if (verb === 'advance') return 'npm run workshop -- advance --check';
  if (verb === 'redrive') return 'npm run workshop -- redrive --dry-run';
  // Without --silent npm prints two lines before the JSON.
  if (verb === 'doctor') return 'npm run --silent workshop -- doctor --json';
  return env.npm_lifecycle_event === 'start'
    ? 'npm start -- ../my-shop --yes'
    : 'npm create serverless-workshop@latest my-shop -- --yes';
}
