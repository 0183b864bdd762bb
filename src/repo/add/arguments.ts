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

/** What was typed so far: a pattern, and whatever else is known. */
export type Typed = Pick<AddJob, 'pattern'> & Partial<AddJob>;

const schemas = 'packages/events/schemas';

/** The patterns whose function handles an event of the repo's. */
const listening: readonly Pattern[] = ['glue', 'task', 'extension'];

/** Throws `refused` for anything typed that cannot be: a name, an owner, an event, a path. What is not typed yet is not looked at, so it can be called before somebody is asked. */
export function refuseArguments({ pattern, name, owner, event, body, path }: Typed, root: string): void {
  refuseBody(pattern, body);
  if (name !== undefined) {
    const problem = newNameProblem(pattern, name);
    if (problem !== undefined) throw new WorkshopError('refused', problem, { hint: exampleOf(pattern) });
    // A split takes a module that is there; whether it is, the committed files tell.
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
