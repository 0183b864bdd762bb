import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { bodiesOf, nameExamples } from '../../layers/pattern-words.ts';
import type { Pattern } from '../../layers/patterns.ts';
import type { AddJob } from './job.ts';
import { newNameProblem, ownerProblem } from './names.ts';
import { exampleOf } from './next-steps.ts';
import { refuseExisting } from './refusals.ts';
import { routeOf } from './route.ts';

/** What the user typed so far: a pattern, and anything else that is known. */
export type Typed = Pick<AddJob, 'pattern'> & Partial<AddJob>;

const schemas = 'packages/events/schemas';

/** The patterns whose function handles one of the repo's events. */
const listening: readonly Pattern[] = ['glue', 'task', 'extension'];

/**
 * Throws `refused` when a typed name, owner, event or path is invalid. Arguments that are still missing are not
 * checked, so this can be called before the user is asked.
 */
export function refuseArguments({ pattern, name, owner, event, body, path }: Typed, root: string): void {
  refuseBody(pattern, body);
  if (name !== undefined) {
    const problem = newNameProblem(pattern, name);
    if (problem !== undefined) throw new WorkshopError('refused', problem, { hint: exampleOf(pattern) });
    // A split takes an existing module. Whether it exists is checked later, in the committed files.
    if (pattern !== 'split') refuseExisting({ pattern, name }, root, pattern === 'event' ? [schemaOf(name)] : []);
  }
  const noOwner = owner === undefined ? undefined : ownerProblem(owner);
  if (noOwner !== undefined)
    throw new WorkshopError('refused', noOwner, { hint: 'For example: --owner "the shop team"' });
  if (event !== undefined && listening.includes(pattern)) refuseUnknownEvent(event, root);
  if (pattern === 'feature' && path !== undefined)
    routeOf({ pattern, name: name ?? nameExamples.feature, path, body: body ?? 'empty' });
}

function refuseBody(pattern: Pattern, body: AddJob['body'] | undefined): void {
  const bodies = bodiesOf(pattern);
  if (body === undefined || bodies.includes(body)) return;
  const why = pattern === 'split' ? 'the module moves as it is' : 'its schema is a draft that you write';
  throw new WorkshopError('refused', `add ${pattern} has no ${body} body: ${why}.`, {
    hint: `Leave --body out, or write --body ${bodies.join(' or ')}.`,
  });
}

function refuseUnknownEvent(event: string, root: string): void {
  const known = existsSync(join(root, schemas)) ? readdirSync(join(root, schemas)).flatMap(typeIn).sort() : [];
  if (known.includes(event)) return;
  throw new WorkshopError('refused', `There is no event ${JSON.stringify(event)} in ${schemas}.`, {
    hint: `There are: ${known.join(', ')}. A new one: npm run workshop -- add event ${nameExamples.event}`,
  });
}

const schemaOf = (type: string) => `${schemas}/${type}.schema.json`;

function typeIn(file: string): string[] {
  const [, type] = /^(.+\.v\d+)\.schema\.json$/.exec(file) ?? [];
  return type === undefined ? [] : [type];
}
