import type { Pattern } from '../../layers/patterns.ts';

/** What is added. */
export type AddJob = {
  readonly pattern: Pattern;
  readonly name: string;
  /** The event that the function handles. A map-reduce has one of its own. */
  readonly event: string;
  /** `sample` works and is green; `empty` has a test that is red until it is written. */
  readonly body: 'sample' | 'empty';
  readonly owner: string;
  /** The route of a feature; `/orders/:id/<name>` without it. */
  readonly path?: string;
  readonly dryRun: boolean;
};
