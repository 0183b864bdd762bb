import type { RelPath, TemplateId } from './tree.ts';

/**
 * Today's path → the id of the file. In a list the first entry is the id. The others are released ids of copies that
 * were merged into this file.
 */
export type Was = Readonly<Record<RelPath, TemplateId | readonly [TemplateId, ...TemplateId[]]>>;

/** The id of a file in a folder. */
export function idOf(folder: string, path: RelPath, was: Was | undefined): TemplateId {
  const kept = was?.[path];
  return (typeof kept === 'object' ? kept[0] : kept) ?? `${folder}/${path}`;
}
