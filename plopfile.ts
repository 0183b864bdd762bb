import { fileURLToPath } from 'node:url';
import type { NodePlopAPI, PlopGeneratorConfig } from 'plop';
import { type Action, actionTypes, perform, type Surroundings } from './generators/actions.ts';
import { type AddInput, addGenerator } from './generators/add.ts';
import { doctorGenerator } from './generators/doctor.ts';
import type { Generator } from './generators/generator.ts';
import { type LayerInput, layerGenerator } from './generators/layer.ts';
import { checkTarget, type ProjectInput, projectGenerator } from './generators/project.ts';
import { axes } from './src/layers/axes.ts';
import { accept } from './src/questions/accept.ts';
import { isChoice, type Question } from './src/questions/types.ts';
import { readOwnPackage } from './src/repo/origin.ts';
import { detectManager } from './src/repo/package-manager.ts';

type Typed = Record<string, string>;

/** The table of contents: every generator of the tool, for `npm run plop`. The binary runs the same ones without plop. */
export default function plopfile(plop: NodePlopAPI): void {
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const at: Surroundings = {
    cwd,
    own: readOwnPackage(fileURLToPath(new URL('.', import.meta.url))),
    manager: detectManager(process.env),
    say: (line) => void process.stdout.write(`${line}\n`),
  };
  // plop's own actions write straight to disk; ours stage, and refuse what is in the way.
  for (const type of actionTypes)
    plop.setActionType(type, (_answers, action) => carryOut(action as unknown as Action, at));
  plop.setWelcomeMessage('What shall be made?');
  add(plop, layerGenerator, (typed) => typed as LayerInput);
  add(plop, projectGenerator(cwd), (typed) => projectInput(typed, cwd));
  add(plop, doctorGenerator, (typed) => typed);
  for (const pattern of ['event', 'glue', 'task', 'map-reduce', 'extension', 'feature', 'split'] as const) {
    add(
      plop,
      { ...addGenerator(pattern), verb: `add-${pattern}` },
      ({ name = '', body }) => ({ name, ...(body && { body }) }) as AddInput,
    );
  }
  if (!process.stdin.isTTY && !process.argv.slice(2).some(namesGenerator(plop))) list(plop, at);
}

async function carryOut(action: Action, at: Surroundings): Promise<string> {
  const { done, detail, next } = await perform(action, at);
  if (!done && action.type !== 'init-repository' && action.type !== 'first-commit') {
    throw new Error(next === undefined ? detail : `${detail}: ${next}`);
  }
  return detail;
}

function add<Input extends object>(
  plop: NodePlopAPI,
  generator: Generator<Input>,
  read: (typed: Typed) => Input,
): void {
  const { verb, description, questions } = generator;
  // The style of a database only narrows the engines: plop shows all of them.
  const prompts = questions.filter(({ key }) => key !== 'style').map(promptOf);
  const actions = (typed?: object) => generator.actions(read(typed as Typed));
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

function namesGenerator(plop: NodePlopAPI): (word: string) => boolean {
  const names = plop.getGeneratorList().map(({ name }) => name);
  return (word) => names.includes(word);
}

/** Without a terminal nobody can choose: the list is the answer. */
function list(plop: NodePlopAPI, { say }: Surroundings): never {
  for (const { name, description } of plop.getGeneratorList()) say(`${name.padEnd(10)}${description}`);
  process.exit(0);
}
