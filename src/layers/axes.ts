/** The axes that are asked, in the order of the questions. */
export const axes = [
  'start',
  'stage',
  'database',
  'failover',
  'provider',
  'telemetry',
  'packaging',
  'purpose',
] as const;

/** One question of the generator, and one folder of `templates/`. */
export type Axis = (typeof axes)[number];

/** The axes that are computed from the answers (`derive`). */
export const derivedAxes = ['host', 'dialect', 'state', 'kind', 'topology'] as const;

/** An axis that is never asked. */
type DerivedAxis = (typeof derivedAxes)[number];

/** Every axis that a folder of `templates/` or a cell can be keyed on. */
export type AnyAxis = Axis | DerivedAxis;

/** The stages in the order of the path; each one includes those before it. */
export const stageOrder = ['observe', 'glue', 'tasks', 'features'] as const;

/** A stage of the path. */
export type Stage = (typeof stageOrder)[number];

/** True when `id` is a stage that a repo at `stage` has reached. */
export function stageReached(stage: string, id: string): boolean {
  const order: readonly string[] = stageOrder;
  return order.indexOf(id) >= 0 && order.indexOf(id) <= order.indexOf(stage);
}
