import type { RelPath } from '../../../tree/tree.ts';
import { gatesPage } from '../../advance/gates-page.ts';
import { isLockfile } from '../../base.ts';

/** True where something is uncommitted that an update neither wrote nor lets be written. */
export function hasOtherChanges(dirty: readonly { readonly path: RelPath }[], touched: ReadonlySet<RelPath>): boolean {
  return dirty.some(({ path }) => !touched.has(path) && path !== gatesPage && !isLockfile(path));
}
