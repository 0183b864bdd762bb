import { defaults } from '../layers/answers.ts';
import { type Axis, axes } from '../layers/axes.ts';
import type { Layer } from '../layers/define-layer.ts';
import { layerOf } from '../layers/registry.ts';
import { type Given, validIds } from './complete.ts';
import type { ChoiceQuestion, Option, SoFar } from './types.ts';

const texts: Readonly<Record<Axis, { message: string; because: string }>> = {
  start: {
    message: 'What do you start from?',
    because: 'You can walk the whole path on it today, and nothing of yours is at risk.',
  },
  stage: {
    message: 'How far along the path should the repo be?',
    because: 'It is the first stage with a function, and no user notices when that function fails.',
  },
  database: {
    message: 'Which engine?',
    because: 'SQL and transactions are what most teams know.',
  },
  failover: {
    message: 'What if a whole region fails?',
    because: 'Most outages come from your own deploys, and one region is easier to learn.',
  },
  provider: {
    message: 'Where will the functions run?',
    because: 'Every stage of the path works there.',
  },
  telemetry: {
    message: 'Where do traces go?',
    because: 'It is the open format: any vendor or collector takes it later, and the local trace view needs neither.',
  },
  packaging: {
    message: 'How is a function packed?',
    because: 'It is the smallest and starts fastest.',
  },
  purpose: {
    message: 'What is the repo for?',
    because: 'It is the repo without exercises, which a workshop uses.',
  },
};

const styleHints: Readonly<Record<NonNullable<Layer['style']>, string>> = {
  serverful: 'Costs a server around the clock, a pool and its limits. Buys SQL or documents as you know them.',
  serverless:
    'Costs data modelled by access pattern, in the store of one provider. Buys a store without a server, at almost no idle cost.',
};

/** The question before the engine. It narrows the choice of engines and is not itself an answer. */
const styleQuestion: ChoiceQuestion = {
  key: 'style',
  message: 'Where should new functions keep their state? A legacy shop keeps its own database.',
  fallback: layerOf('database', defaults.database).style ?? 'serverful',
  because: 'You know how to run a database server, and it has no new rules to learn.',
  asked: (so) => so.database === undefined,
  options(so) {
    const styles = validIds('database', givenOf(so)).map((id) => layerOf('database', id).style ?? 'serverful');
    return [...new Set(styles)].sort().map((style) => ({
      value: style,
      label: style === 'serverful' ? 'serverful: a database server' : "serverless: the provider's own store",
      hint: styleHints[style],
    }));
  },
};

/** All questions of a new repo in the order they are asked. The database has two: style, then engine. */
export function axisQuestions(): readonly ChoiceQuestion[] {
  return axes.flatMap((axis) => (axis === 'database' ? [styleQuestion, question(axis)] : [question(axis)]));
}

function question(axis: Axis): ChoiceQuestion {
  return {
    key: axis,
    message: texts[axis].message,
    fallback: defaults[axis],
    because: texts[axis].because,
    options: (so) =>
      validIds(axis, givenOf(so))
        .map((id) => layerOf(axis, id))
        .filter((layer) => so.style === undefined || axis !== 'database' || layer.style === so.style)
        .map(optionOf),
  };
}

/** The answers among what was said so far. The style is not one. */
function givenOf(so: SoFar): Given {
  return Object.fromEntries(axes.flatMap((axis) => (so[axis] === undefined ? [] : [[axis, so[axis]]])));
}

function optionOf(layer: Layer): Option {
  // The id comes first, because the flag takes it.
  const about = layer.label?.replace(new RegExp(`^${layer.id}:? `), '') ?? layer.title;
  const label = about.toLowerCase() === layer.id ? layer.title : `${layer.id}: ${about}`;
  return { value: layer.id, label, ...(layer.hint !== undefined && { hint: layer.hint }) };
}
