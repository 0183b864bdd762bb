import { nameExamples } from '../../layers/pattern-words.ts';
import type { Pattern } from '../../layers/patterns.ts';
import type { AddJob } from './job.ts';

/** Where the body of a function stands. */
const bodies: Readonly<Record<Exclude<Pattern, 'event' | 'split'>, string>> = {
  glue: 'consume.ts',
  task: 'run-job.ts',
  'map-reduce': 'work.ts',
  extension: 'input-of.ts',
  feature: 'answer.ts',
};

/** What is left to do by hand, as lines; `message` is what a commit of all that is open should say. */
export function nextSteps({ pattern, name, body }: AddJob, message: string): string[] {
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

/** A command that adds something of a pattern, for messages. */
export function exampleOf(pattern: Pattern): string {
  return `For example: npm run workshop -- add ${pattern} ${nameExamples[pattern]}`;
}
