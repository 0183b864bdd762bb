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

/**
 * Tells the verb from the words without a flag, and what stands behind it. `literal` is a word behind `--`. Throws `refused` for a verb of a later version
 * and for a word too many.
 */
export function verbAndTarget(
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
