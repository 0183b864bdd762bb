import { WorkshopError } from '../errors.ts';
import type { Role, Tree, TreeFile } from './tree.ts';
import { idOf, type Was } from './was.ts';

/** A piece of a template: a text, or a placeholder, given as the path of its value in the context. */
export type Part = string | readonly string[];

/** One template file: its bytes, or the texts and placeholders that the build found in it. */
type SourceFile = {
  readonly path: string;
  readonly executable: boolean;
} & ({ readonly bytes: Uint8Array } | { readonly parts: readonly Part[] });

/** A folder of templates: the prefix of its files' ids, and what its layer declares about the files. */
export type Source = {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** Path prefixes of sample code. */
  readonly sample?: readonly string[];
  readonly was?: Was;
};

/**
 * Renders one folder: fills the placeholders and passes everything else through byte for byte. Throws `failed` on a
 * placeholder without a value.
 */
export function render(source: Source, context: object): Tree {
  const files = new Map<string, TreeFile>();
  for (const file of source.files) {
    const id = `${source.folder}/${file.path}`;
    files.set(file.path, {
      bytes: 'bytes' in file ? file.bytes : Buffer.from(fill(id, file.parts, context), 'utf8'),
      executable: file.executable,
      id: idOf(source.folder, file.path, source.was),
      role: roleOf(file.path, source.sample),
    });
  }
  return files;
}

/** The path of a pattern's file, with the value of `name` in place of `__name__`. */
export function fillPath(path: string, context: Readonly<Record<string, string>>): string {
  return path.replace(/__([a-z]+)__/g, (whole, key: string) => context[key] ?? whole);
}

/** Fills a template's placeholders from the context. Throws `failed` on a placeholder without a value. */
export function fill(id: string, parts: readonly Part[], context: object): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : valueAt(id, part, context);
  return text;
}

function valueAt(id: string, path: readonly string[], context: object): string {
  let value: unknown = context;
  for (const key of path) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  }
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new WorkshopError('failed', `The placeholder {{${path.join('.')}}} in ${id} has no value.`);
}

function roleOf(path: string, sample: readonly string[] | undefined): Role {
  return sample?.some((prefix) => path.startsWith(prefix)) ? 'sample' : 'frame';
}
