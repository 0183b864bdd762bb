import { stageReached } from '../../layers/axes.ts';
import type { PatternContext } from '../../layers/patterns.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { AddJob } from './job.ts';
import { partEvent } from './names.ts';
import type { Route } from './route.ts';
import { apiPath } from './routes-file.ts';
import type { ShopModule } from './shop-module.ts';

/** The values for the placeholders of a pattern. */
export function contextOf(
  { pattern, name, event, owner }: AddJob,
  { answers }: RecordedManifest,
  route: Route | undefined,
  module: ShopModule | undefined,
): PatternContext {
  if (pattern === 'event') return { name, title: `${titleOf(name)}.` };
  const known = { name, owner };
  if (route) return { ...known, ...routeContext(route, module) };
  // From tasks on, the urgent work and the background work read different streams. An added function belongs to the
  // background.
  const stream = stageReached(String(answers.stage), 'tasks') ? 'background' : 'orders';
  return {
    ...known,
    event: pattern === 'map-reduce' ? partEvent(name) : event,
    stream,
  };
}

/** The permission that a function needs to read through a port, by port. */
const grants = { documents: 'database.read', orders: 'outbox.lookup', stock: 'outbox.shelf' } as const;

function routeContext({ path }: Route, module?: ShopModule): PatternContext {
  const ports = module?.ports ?? ['documents'];
  return {
    path,
    apiPath: apiPath(path),
    // The template has the outer quotes.
    grants: ports.map((port) => grants[port]).join('", "'),
  };
}

/** Turns `shop.order.shipped.v1` into `Order shipped`, the start of a sentence. */
function titleOf(type: string): string {
  const words = type.split('.').slice(1, -1).join(' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
