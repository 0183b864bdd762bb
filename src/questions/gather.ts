import { WorkshopError } from '../errors.ts';
import type { Answers } from '../layers/answers.ts';
import { axes } from '../layers/axes.ts';
import { accept } from './accept.ts';
import { complete, type Given } from './complete.ts';
import type { Invocation } from './flags.ts';
import { swallowedByNpm } from './swallowed.ts';
import type { Question, SoFar } from './types.ts';
import { exampleOf } from './verb-and-target.ts';

/** Asks for open answers, given all questions and what is known already. */
export type Asker = (questions: readonly Question[], so: SoFar) => Promise<SoFar>;

/** Everything that is needed to make a new repo. */
export type Gathered = { readonly target: string; readonly answers: Omit<Answers, 'name'> };

/**
 * Collects target and answers from flags, the answers file, the defaults of `--yes` and, in a terminal, from questions.
 * Flags win over the file. Throws `refused` for invalid answers, and without a terminal for missing ones, which it
 * names.
 */
export async function gather(
  { target, answers, answersFile, is }: Invocation,
  questions: readonly Question[],
  { env, cwd }: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
  checkTarget: (typed: string) => void,
  asker: Asker | undefined,
): Promise<Gathered> {
  refuseSwallowed(env);
  const file =
    answersFile === undefined ? undefined : (await import('./answers-file.ts')).readAnswersFile(answersFile, cwd);
  const given = accept({ ...file?.answers, ...answers });
  const typed = target ?? (file?.name === undefined ? undefined : nameAsTarget(file.name));
  if (typed !== undefined) checkTarget(typed);
  const rest = is.yes ? complete(given) : given;
  const so: SoFar = { ...rest, ...(typed !== undefined && { target: typed }) };
  const missing = questions.map(({ key }) => key).filter((key) => key !== 'style' && so[key] === undefined);
  if (missing.length === 0) return split(so);
  if (asker === undefined || is.yes) throw missingAnswers(missing, is.yes, env);
  return split(await asker(questions, so));
}

function split({ target = '', ...rest }: SoFar): Gathered {
  const answers = Object.fromEntries(axes.map((axis) => [axis, rest[axis]]));
  return { target, answers: accept(answers as Given) as Omit<Answers, 'name'> };
}

/** The name in a file as a target. It must be a plain name and not a path to another folder. */
function nameAsTarget(name: string): string {
  if (!/[\\/]/.test(name)) return name;
  throw new WorkshopError('refused', `The name ${JSON.stringify(name)} in the answers file is a path.`, {
    hint: 'Give the path as the target, and the name alone in the file.',
  });
}

/** Throws `refused` when npm took flags of this call for itself. */
export function refuseSwallowed(
  env: NodeJS.ProcessEnv,
  verb: 'project' | 'update' | 'advance' | 'add' | 'redrive' = 'project',
): void {
  const names = swallowedByNpm(env, verb);
  if (names.length === 0) return;
  throw new WorkshopError('refused', `npm took ${names.map((name) => `--${name}`).join(', ')} for itself.`, {
    hint: `Put -- before the flags: ${exampleOf(verb, env)}`,
  });
}

function missingAnswers(missing: readonly string[], yes: boolean, env: NodeJS.ProcessEnv): WorkshopError {
  const flags = missing.filter((key) => key !== 'target').map((key) => `--${key}`);
  const names = [...(missing.includes('target') ? ['the target folder'] : []), ...flags].join(', ');
  const why = yes ? '' : ' and there is no terminal to ask in';
  return new WorkshopError('refused', `Missing: ${names}${why}.`, { hint: hintFor(missing, yes, env) });
}

function hintFor(missing: readonly string[], yes: boolean, env: NodeJS.ProcessEnv): string {
  // This alone is no reason to refuse, because `npx --yes` answers a question of npm.
  if (!yes && env.npm_config_user_agent?.startsWith('npm/') && env.npm_config_yes) {
    return `npm took --yes for itself. Put -- before the flags: ${exampleOf('project', env)}`;
  }
  return missing.includes('target') ? 'Give them, for example: my-shop --yes' : 'Give them, or --yes for the defaults.';
}
