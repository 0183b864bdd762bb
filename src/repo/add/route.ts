import { WorkshopError } from '../../errors.ts';
import type { AddJob } from './job.ts';
import { pathProblem } from './routes-file.ts';
import type { ShopModule } from './shop-module.ts';

/** The route of a function: its path, and the statuses for which the shop is asked instead. */
export type Route = { readonly path: string; readonly fallBackOn: readonly number[] };

/**
 * The route to add: the one of the module that is moved, or the one of a feature. Other patterns have none. Throws
 * `refused` for a path that is invalid, or that has no `:id` for the sample.
 */
export function routeOf(
  { pattern, name, path = `/orders/:id/${name}`, body }: Pick<AddJob, 'pattern' | 'name' | 'path' | 'body'>,
  module?: ShopModule,
): Route | undefined {
  // The service reads the shop's own tables, so it never lacks data that the shop has.
  if (module) return { path: module.path, fallBackOn: [] };
  if (pattern !== 'feature') return undefined;
  const problem = pathProblem(path);
  if (problem !== undefined) {
    throw new WorkshopError('refused', problem, { hint: `For example: --path /orders/:id/${name}` });
  }
  if (body === 'sample' && !path.split('/').includes(':id')) {
    throw new WorkshopError('refused', `The sample looks an order up, and ${path} has no :id.`, {
      hint: 'Write --body empty, or a path with :id.',
    });
  }
  return { path, fallBackOn: [404] };
}
