import type { RelPath } from '../../../tree/tree.ts';
import { gatesPage } from '../../advance/gates-page.ts';
import { isLockfile } from '../../base.ts';

/** Whether there are uncommitted changes besides those of the update. */
export function hasOtherChanges(dirty: readonly { readonly path: RelPath }[], touched: ReadonlySet<RelPath>): boolean {
  return dirty.some(({ path }) => !touched.has(path) && path !== gatesPage && !isLockfile(path));
}
