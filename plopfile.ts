import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { NodePlopAPI, PlopGeneratorConfig } from 'plop';
import { type Action, perform, type Surroundings } from './generators/actions.ts';
import { type AddInput, addGenerator } from './generators/add.ts';
import { advanceGenerator } from './generators/advance.ts';
import { doctorGenerator } from './generators/doctor.ts';
import type { Generator } from './generators/generator.ts';
import { type LayerInput, layerGenerator } from './generators/layer.ts';
import { checkTarget, type ProjectInput, projectGenerator } from './generators/project.ts';
import { redriveGenerator } from './generators/redrive.ts';
import { updateGenerator } from './generators/update.ts';
import { exitCodes } from './src/errors.ts';
import { axes } from './src/layers/axes.ts';
import { patterns } from './src/layers/pattern-words.ts';
import type { Pattern } from './src/layers/patterns.ts';
import { accept } from './src/questions/accept.ts';
import { complete } from './src/questions/complete.ts';
import { isChoice, type Question } from './src/questions/types.ts';
import { readOwnPackage } from './src/repo/origin.ts';
import { detectManager } from './src/repo/package-manager.ts';
import type { UpdateJob } from './src/repo/update/run-update-job.ts';

type Typed = Record<string, string>;

/**
 * The table of contents: registers every generator of the tool for `npm run plop`. The binary runs the same generators
 * without plop.
 */
export default function plopfile(plop: NodePlopAPI): void {
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const at: Surroundings = {
    cwd,
    own: readOwnPackage(fileURLToPath(new URL('.', import.meta.url))),
    manager: detectManager(process.env),
    say: (line) => void process.stdout.write(`${line}\n`),
  };
  plop.setWelcomeMessage('What shall be made?');
  add(plop, at, layerGenerator, (typed) => typed as LayerInput);
  add(plop, at, projectGenerator(cwd), (typed) => projectInput(typed, cwd));
  add(plop, at, doctorGenerator, (typed) => typed);
  // plop passes no flags. Only the binary has them.
  add(plop, at, updateGenerator, () => plainUpdate);
  add(plop, at, advanceGenerator, () => ({ check: false, allowDirty: false, quiet: false }));
  add(plop, at, redriveGenerator, () => ({ dryRun: false, quiet: false }));
  for (const pattern of Object.keys(patterns) as Pattern[]) {
    const named = { ...addGenerator(pattern), verb: `add-${pattern}` };
    add(plop, at, named, ({ name = '', body }) => ({ name, ...(body && { body }) }) as AddInput);
  }
  if (!process.stdin.isTTY) withoutTerminal(plop, process.argv.slice(2));
}

/** An update to the template of this checkout, with the answers that a repo has. */
const plainUpdate: UpdateJob = {
  kind: 'run',
  async answersFor({ answers: { name, ...known } }) {
    return { name, ...(complete(accept(known)) as ProjectInput['answers']) };
  },
  how: 'write',
  online: false,
  allowDirty: false,
  followRenames: true,
};

async function carryOut(action: Action, at: Surroundings): Promise<string> {
  const { done, detail, next } = await perform(action, at);
  if (!done && action.type !== 'init-repository' && action.type !== 'first-commit') {
    throw new Error(next === undefined ? detail : `${detail}: ${next}`);
  }
  return detail;
}

function add<Input extends object>(
  plop: NodePlopAPI,
  at: Surroundings,
  generator: Generator<Input>,
  read: (typed: Typed) => Input,
): void {
  const { verb, description, questions } = generator;
  // The style of a database only narrows the engines: plop shows all of them.
  const prompts = questions.filter(({ key }) => key !== 'style').map(promptOf);
  // The actions are functions, because plop's own action types write straight to disk, and one of them has the same
  // name as ours. Ours use a staging folder and refuse to overwrite.
  const actions = (typed?: object) =>
    generator.actions(read(typed as Typed)).map((action) => () => carryOut(action, at));
  plop.setGenerator(verb, { description, prompts, actions } as unknown as PlopGeneratorConfig);
}

function promptOf(question: Question): object {
  const { key: name, message } = question;
  if (isChoice(question)) {
    const choices = question
      .options({})
      .map(({ value, label, hint }) => ({ value, name: hint ? `${label}. ${hint}` : label }));
    return { type: 'list', name, message, choices, default: question.fallback };
  }
  return {
    type: 'input',
    name,
    message,
    default: question.placeholder,
    validate: (typed: string) => question.problem(typed) ?? true,
  };
}

function projectInput(typed: Typed, cwd: string): ProjectInput {
  const { target = '' } = typed;
  checkTarget(target, cwd);
  const answers = accept(Object.fromEntries(axes.map((axis) => [axis, typed[axis]])));
  return { target, answers: answers as ProjectInput['answers'], git: true, install: true };
}

/**
 * Without a terminal nobody can be asked. Called without arguments plop prints the list of generators; otherwise a
 * missing answer is an error.
 */
function withoutTerminal(plop: NodePlopAPI, argv: readonly string[]): void {
  const generators = plop.getGeneratorList();
  const [name, ...answers] = wordsOf(argv);
  if (name === undefined) {
    const width = Math.max(...generators.map((generator) => generator.name.length)) + 2;
    for (const generator of generators)
      process.stdout.write(`${generator.name.padEnd(width)}${generator.description}\n`);
    process.exit(exitCodes.done);
  }
  if (!generators.some((generator) => generator.name === name)) {
    refuse(`There is no generator "${name}".`, 'npm run plop lists them.');
  }
  const prompts = plop.getGenerator(name).prompts as unknown as readonly { name: string }[];
  const missing = prompts.map((prompt) => prompt.name).filter((_, i) => (answers[i] ?? skipped) === skipped);
  if (missing.length === 0) return;
  const example = prompts.map((prompt) => `<${prompt.name}>`).join(' ');
  refuse(`Missing: ${missing.join(', ')}, and there is no terminal to ask in.`, `npm run plop ${name} ${example}`);
}

/** The value that plop understands as "ask me". */
const skipped = '_';

/** The arguments for plop: the generator and its answers. */
function wordsOf(argv: readonly string[]): readonly string[] {
  const options = { plopfile: { type: 'string' }, cwd: { type: 'string' }, dest: { type: 'string' } } as const;
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true }).positionals;
}

function refuse(message: string, hint: string): never {
  process.stderr.write(`error: ${message}\n  ${hint}\n`);
  process.exit(exitCodes.refused);
}
