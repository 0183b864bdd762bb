import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SCHEMA, load, Type } from 'js-yaml';

/** A resource as the deploy files write it. `!Ref X` is read as `{ '!Ref': 'X' }`. */
export type Resource = { readonly Type?: string; readonly Properties?: Readonly<Record<string, unknown>> };

/** The resources of one file, and its extensions of resources that the engine makes. */
export type Template = {
  readonly file: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly extensions: Readonly<Record<string, Resource>>;
};

const kinds = ['scalar', 'sequence', 'mapping'] as const;
const schema = DEFAULT_SCHEMA.extend(
  kinds.map((kind) => new Type('!', { kind, multi: true, construct: (data, tag) => ({ [tag]: data }) })),
);

/** Reads all `*.yml` of a folder. Throws with the file's name when one is not YAML. */
export function readTemplates(folder: string): Template[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => {
      const path = join(folder, file);
      const { Resources, extensions } = (load(readFileSync(path, 'utf8'), { filename: path, schema }) ?? {}) as {
        Resources?: Record<string, Resource>;
        extensions?: Record<string, Resource>;
      };
      return { file, resources: Resources ?? {}, extensions: extensions ?? {} };
    });
}
