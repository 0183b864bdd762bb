import type { RelPath, TemplateId } from './tree.ts';

/** Today's path → the id that the file has. In a list the first is its id, and the others are released ids of copies that it stands for now. */
export type Was = Readonly<Record<RelPath, TemplateId | readonly [TemplateId, ...TemplateId[]]>>;

/** The id of a file of a folder. */
export function idOf(folder: string, path: RelPath, was: Was | undefined): TemplateId {
  const kept = was?.[path];
  return (typeof kept === 'object' ? kept[0] : kept) ?? `${folder}/${path}`;
}
