import type { Axis } from './axes.ts';
import type { Dialect, Kind, Topology } from './define-layer.ts';
import type { LayerIds } from './registry.generated.ts';

/** The ids that an axis has in this version. They are the names of its folders. */
type LayerId<A extends Axis> = LayerIds[A];

/** The user's choice, one id per axis, and the name of the repo. */
export type Answers = { readonly name: string } & { readonly [A in Axis]: LayerId<A> };

/** The answers together with the derived answers. */
export type Derived = Answers & {
  /** The engine that holds the outbox. */
  readonly host: string;
  /** The family of the host's statements. */
  readonly dialect: Dialect;
  /** The family of statements of the database in which the functions keep their state. */
  readonly state: Dialect;
  /** `shared` means that the functions use the shop's own database and are bound by its limits. */
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
