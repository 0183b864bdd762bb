import type { Body } from '../../layers/pattern-words.ts';
import type { Pattern } from '../../layers/patterns.ts';

/** What is added. */
export type AddJob = {
  readonly pattern: Pattern;
  readonly name: string;
  /** The event that the function handles. A map-reduce has one of its own. */
  readonly event: string;
  readonly body: Body;
  readonly owner: string;
  /** The route of a feature; `/orders/:id/<name>` without it. */
  readonly path?: string;
  readonly dryRun: boolean;
};
