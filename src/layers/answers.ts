import type { Axis } from './axes.ts';
import type { Dialect, Kind, Topology } from './define-layer.ts';
import type { LayerIds } from './registry.generated.ts';

/** The ids that an axis has in this version: the names of its folders. */
type LayerId<A extends Axis> = LayerIds[A];

/** What the user chose, one id per axis, and the name of the repo. */
export type Answers = { readonly name: string } & { readonly [A in Axis]: LayerId<A> };

/** The answers with what follows from them. */
export type Derived = Answers & {
  /** The engine that holds the outbox. */
  readonly host: string;
  /** The family of the host's statements. */
  readonly dialect: Dialect;
  /** The family of the statements of the database that the functions keep their state in. */
  readonly state: Dialect;
  /** `shared`: the functions share the shop's database, limits and all. */
  readonly kind: Kind | 'shared';
  readonly topology: Topology;
};

/** The answers of `--yes`. */
export const defaults: Omit<Answers, 'name'> = {
  start: 'legacy',
  stage: 'glue',
  database: 'postgres',
  failover: 'none',
  provider: 'aws',
  telemetry: 'otlp',
  packaging: 'zip',
  purpose: 'project',
};
