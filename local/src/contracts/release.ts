import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { breaks } from './compatibility.ts';

const ending = '.schema.json';

/**
 * The event types in a folder whose schemas were never released and may be changed freely. Released schemas are kept in
 * `released/` below it.
 */
export function drafts(folder: string): string[] {
  return typesIn(folder).filter((type) => !existsSync(releasedFile(folder, type)));
}

/**
 * Stores the schema of a type as released. From then on the compatibility test compares every change with it, and only
 * optional fields may be added. Throws for a type without a schema, and for a schema that breaks an earlier release.
 */
export function release(type: string, folder: string): void {
  const types = typesIn(folder);
  if (!types.includes(type)) throw new Error(`There is no event "${type}". There are: ${types.join(', ')}.`);
  const [file, kept] = [`${folder}/${type}${ending}`, releasedFile(folder, type)];
  const broken = existsSync(kept) ? breaks(read(kept), read(file)) : [];
  if (broken.length > 0) {
    throw new Error(`${type} breaks what was released: ${broken.join(', ')}. Such a change is a new type, .v2.`);
  }
  copyFileSync(file, kept);
}

function typesIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => (name.endsWith(ending) ? name.slice(0, -ending.length) : []))
    .filter((type) => type !== 'cloudevent');
}

function releasedFile(folder: string, type: string): string {
  return `${folder}/released/${type}${ending}`;
}

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
