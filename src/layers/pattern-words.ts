import type { Pattern } from './patterns.ts';

/** What can be added to a repo, with one line of explanation each. */
export const patterns: Readonly<Record<Pattern, string>> = {
  event: 'a new event: its schema and a sample',
  glue: 'a function on the stream: code, test, deploy files, alarms, runbook',
  task: 'a job of several steps in the background lane, with all that a function has',
  'map-reduce': 'a job in parts: each is mapped, and when all are there they are reduced, once',
  extension: 'a place for the code of tenants: a sandbox with limits of time and memory',
  feature: 'a function behind a route that users see, beside the shop: shadow, compare, flip, take back',
  split: 'a module of the greenfield shop in a service of its own, behind its route',
};

/** The names that are shown when the user is asked what to add. */
export const nameExamples: Readonly<Record<Pattern, string>> = {
  event: 'shop.order.shipped.v1',
  glue: 'stock-warning',
  task: 'loyalty-points',
  'map-reduce': 'daily-revenue',
  extension: 'order-rules',
  feature: 'order-summary',
  split: 'search',
};

/**
 * The body that a pattern is made with. `sample` works and its test is green. `empty` has a test that is red until the
 * user writes the body.
 */
export type Body = 'sample' | 'empty';

/** The bodies that a pattern offers, the default first. An event and a split have no body that could be left empty. */
export function bodiesOf(pattern: Pattern): readonly Body[] {
  return pattern === 'event' || pattern === 'split' ? ['sample'] : ['sample', 'empty'];
}
