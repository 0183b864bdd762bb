import { expect, test } from 'vitest';
import type { Answers } from '../../../src/layers/answers.ts';
import { resourcesOf } from './golden.ts';
import { composeForCloud, packageRepo } from './packaged.ts';
import { readTemplate, type Template } from './template.ts';

// The last stage holds the functions of all stages. `npm run golden` writes the file anew: its diff is what a change of the deploy files does.
const repos: readonly Pick<Answers, 'start' | 'database'>[] = [
  { start: 'legacy', database: 'postgres' },
  { start: 'legacy', database: 'dynamodb' },
  { start: 'greenfield', database: 'postgres' },
  { start: 'greenfield', database: 'dynamodb' },
];

test('what is deployed is what is kept in golden/', async () => {
  const templates = new Map<string, Template>();
  for (const chosen of repos) {
    const name = `${chosen.start}-${chosen.database}`;
    const repo = await composeForCloud(`golden-${name}`, { ...chosen, stage: 'features', telemetry: 'otlp' });
    templates.set(name, readTemplate((await packageRepo(repo)).template));
  }
  await expect(resourcesOf(templates)).toMatchFileSnapshot('golden/features.jsonl');
});
