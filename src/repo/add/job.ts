import type { Body } from '../../layers/pattern-words.ts';
import type { Pattern } from '../../layers/patterns.ts';

/** What to add. */
export type AddJob = {
  readonly pattern: Pattern;
  readonly name: string;
  /** The event that the function handles. A map-reduce makes its own event. */
  readonly event: string;
  readonly body: Body;
  readonly owner: string;
  /** The route of a feature. The default is `/orders/:id/<name>`. */
  readonly path?: string;
  readonly dryRun: boolean;
};
