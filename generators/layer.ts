import { type Axis, axes } from '../src/layers/axes.ts';
import { layersOf } from '../src/layers/registry.ts';
import type { ChoiceQuestion, TextQuestion } from '../src/questions/types.ts';
import { layerIdProblem } from '../src/repo/new-layer.ts';
import type { Action } from './actions.ts';
import type { Generator } from './generator.ts';

/** The answers of a contributor about a new layer. */
export type LayerInput = {
  /** The axis. For an engine of a dialect: `database/<dialect>`. */
  readonly axis: string;
  readonly id: string;
  readonly title: string;
  readonly why: string;
};

const axisQuestion: ChoiceQuestion = {
  key: 'axis',
  message: 'Which question does the new layer answer?',
  fallback: 'database',
  because: 'Databases are what teams miss first.',
  options: () => [
    ...axes.map((axis) => ({ value: axis, label: axis })),
    ...layersOf('dialect').map(({ id, title }) => ({
      value: `database/${id}`,
      label: `database/${id}`,
      hint: `An engine that takes the ${title} statements as they are.`,
    })),
  ],
};

function text(key: string, message: string, placeholder: string): TextQuestion {
  const empty = (typed: string) => (typed.trim() === '' ? 'Write something.' : undefined);
  return { key, message, placeholder, problem: key === 'id' ? layerIdProblem : empty };
}

/** Makes the folder of a new layer in a checkout, together with its contract test. */
export const layerGenerator: Generator<LayerInput> = {
  verb: 'layer',
  description: 'a new layer folder in templates/, with its contract test',
  questions: [
    axisQuestion,
    text('id', 'Its id, as the flag will take it', 'mysql'),
    text('title', 'Its title, as people write it', 'MySQL'),
    text('why', 'Why a team takes it, in one sentence', 'The SQL server half of the world runs on.'),
  ],
  actions: ({ axis: chosen, ...layer }): Action[] => {
    const [axis, dialect] = chosen.split('/') as [Axis, string?];
    return [{ type: 'write-layer', layer: { ...layer, axis, ...(dialect !== undefined && { dialect }) } }];
  },
};
