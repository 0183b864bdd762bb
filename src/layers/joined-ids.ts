import type { TemplateId } from '../tree/tree.ts';
import { layers } from './registry.generated.ts';

/** Released ids whose files were merged into a file with another id. */
export function joinedIds(): ReadonlyMap<TemplateId, TemplateId> {
  const lists = layers.flatMap(({ was = {} }) => Object.values(was).filter((ids) => typeof ids === 'object'));
  return new Map(lists.flatMap(([today, ...others]) => others.map((other) => [other, today] as const)));
}
