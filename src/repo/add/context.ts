import { stageReached } from '../../layers/axes.ts';
import type { PatternContext } from '../../layers/patterns.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { AddJob } from './job.ts';
import { partEvent } from './names.ts';
import type { Route } from './route.ts';
import { apiPath } from './routes-file.ts';
import type { ShopModule } from './shop-module.ts';

/** What the placeholders of a pattern stand for. */
export function contextOf(
  { pattern, name, event, owner }: AddJob,
  { answers }: RecordedManifest,
  route: Route | undefined,
  module: ShopModule | undefined,
): PatternContext {
  if (pattern === 'event') return { name, title: `${titleOf(name)}.` };
  const known = { name, owner };
  if (route) return { ...known, ...routeContext(route, module) };
  // From tasks on the lanes share no stream, and what nobody waits for reads the second one.
  const stream = stageReached(String(answers.stage), 'tasks') ? 'background' : 'orders';
  return {
    ...known,
    event: pattern === 'map-reduce' ? partEvent(name) : event,
    stream,
  };
}

/** What a function needs of the slots to read what a port gives. */
const grants = { documents: 'database.read', orders: 'outbox.lookup', stock: 'outbox.shelf' } as const;

function routeContext({ path }: Route, module?: ShopModule): PatternContext {
  const ports = module?.ports ?? ['documents'];
  return {
    path,
    apiPath: apiPath(path),
    // The template has the quotes around all of them.
    grants: ports.map((port) => grants[port]).join('", "'),
  };
}

/** `shop.order.shipped.v1` as `order shipped`: a start for a sentence. */
function titleOf(type: string): string {
  const words = type.split('.').slice(1, -1).join(' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
