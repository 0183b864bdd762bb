import { WorkshopError } from '../errors.ts';
import type { Layer } from './define-layer.ts';
import { limits } from './limits.generated.ts';
import type { Limits } from './stand-in.ts';

/**
 * The limits of the stand-ins that the layers run on this machine, one line each, sorted. Throws `failed` for a part
 * that the library does not have.
 */
export function limitsOf(layers: readonly Pick<Layer, 'standIns'>[]): string {
  const all = new Map(
    layers.flatMap(({ standIns = [] }) => standIns.map((one) => limitsIn(one))).map((one) => [one.here, one]),
  );
  return [...all.values()]
    .sort((one, other) => (one.here < other.here ? -1 : 1))
    .map(({ here, standsFor, otherwise }) => `- **${here}**, for ${standsFor}. ${otherwise.join(' ')}`)
    .join('\n');
}

function limitsIn(standIn: string | Limits): Limits {
  const found = typeof standIn === 'string' ? limits[standIn] : standIn;
  if (!found) throw new WorkshopError('failed', `The library has no part "${String(standIn)}".`);
  return found;
}
