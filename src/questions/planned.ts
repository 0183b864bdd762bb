import type { Axis } from '../layers/axes.ts';
import { layersOf } from '../layers/registry.ts';

/** All answers that the design has. An answer is in this version when its layer's folder exists. */
const known: Readonly<Record<Axis, readonly string[]>> = {
  start: ['legacy', 'greenfield', 'existing'],
  stage: ['observe', 'glue', 'tasks', 'features'],
  database: ['postgres', 'mysql', 'mongodb', 'dynamodb', 'firestore', 'cosmos'],
  failover: ['none', 'active-passive', 'active-active'],
  provider: ['aws', 'azure', 'google'],
  telemetry: ['otlp', 'cloudwatch', 'honeycomb', 'elastic', 'newrelic'],
  packaging: ['zip', 'image'],
  purpose: ['project', 'workshop'],
};

/** The ids of an axis in this version, in the order they are offered. */
export function presentIds(axis: Axis): readonly string[] {
  const ids = layersOf(axis).map((layer) => layer.id);
  return [...known[axis].filter((id) => ids.includes(id)), ...ids.filter((id) => !known[axis].includes(id))];
}

/** The ids of an axis that are planned but not in this version. */
export function plannedIds(axis: Axis): readonly string[] {
  const present = presentIds(axis);
  return known[axis].filter((id) => !present.includes(id));
}
