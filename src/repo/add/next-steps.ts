import { stageReached } from '../../layers/axes.ts';
import { nameExamples } from '../../layers/pattern-words.ts';
import type { Pattern } from '../../layers/patterns.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { AddJob } from './job.ts';

/** The file that holds the body of a function. */
const bodies: Readonly<Record<Exclude<Pattern, 'event' | 'split'>, string>> = {
  glue: 'consume.ts',
  task: 'run-job.ts',
  'map-reduce': 'work.ts',
  extension: 'input-of.ts',
  feature: 'answer.ts',
};

/** What the user still has to do, as lines. `message` is for one commit of everything that is staged. */
export function nextSteps(
  { pattern, name, body }: AddJob,
  { answers }: Pick<RecordedManifest, 'answers'>,
  message: string,
): string[] {
  const write =
    pattern === 'event'
      ? [`  write what it holds: packages/events/schemas/${name}.schema.json and its sample`, '  npm run contracts']
      : [
          ...(pattern === 'split'
            ? []
            : [`  ${body === 'empty' ? 'write' : 'change'} services/${name}/src/${bodies[pattern]}`]),
          '  npm install',
          ...(pattern === 'map-reduce' ? ['  npm run contracts'] : []),
          `  npx vitest run services/${name}`,
        ];
  return [
    'Everything is staged, nothing is committed. Next:',
    ...write,
    `  git commit --all --message "${message}"`,
    ...(pattern === 'event'
      ? [
          ...howToPublish(name, answers),
          `It is a draft until its first event goes out: npm run contracts -- release ${name} keeps it, and a test lets it only grow.`,
        ]
      : []),
    ...(pattern === 'map-reduce' ? [`How a job is started: docs/runbooks/${name}.md`] : []),
    ...(pattern === 'feature' || pattern === 'split'
      ? [`The shop answers the route until you flip it: npm run route -- shadow ${name}, then flip ${name}.`]
      : []),
    'To take it back before that: npm run workshop -- update --abort',
  ];
}

/** Lines that tell where an application stores an event, and how to see one arrive before an application does so. */
function howToPublish(type: string, { start, stage }: RecordedManifest['answers']): string[] {
  if (!stageReached(String(stage), 'glue'))
    return ['The outbox that it goes out through comes with the stage glue: npm run workshop -- advance'];
  const shop = start === 'greenfield' ? 'shop' : 'legacy-shop';
  return [
    `To publish it when an order is placed: makeEvent('${type}', { subject, data })`,
    `  beside the event in eventsOf of services/${shop}/src/after-order.ts: it is stored with the order, or not at all.`,
    'To see its sample arrive: npm run dev, and in another terminal',
    `  npm run emit -- ${type}`,
  ];
}

/** The command that adds a pattern, for messages. */
export function exampleOf(pattern: Pattern): string {
  return `For example: npm run workshop -- add ${pattern} ${nameExamples[pattern]}`;
}
