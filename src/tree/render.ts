import Handlebars from 'handlebars/dist/cjs/handlebars.runtime.js';
import { WorkshopError } from '../errors.ts';
import type { Role, Tree, TreeFile } from './tree.ts';

/** One template file: its bytes, or the placeholders' code that the build made of it. */
type SourceFile = {
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
  /** What Handlebars' precompile answers, with `strict` and `noEscape`; bytes are then empty. */
  readonly compiled?: unknown;
};

/** A folder of templates: the first part of its files' ids, and what its layer says of them. */
export type Source = {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** Path prefixes of sample code. */
  readonly sample?: readonly string[];
  /** Today's path → the id of the first release. */
  readonly was?: Readonly<Record<string, string>>;
};

const handlebars = Handlebars.create();

/**
 * Renders one folder: placeholders are filled, everything else is passed through byte for byte.
 * Throws `failed` on a placeholder without a value.
 */
export function render(source: Source, context: object): Tree {
  const files = new Map<string, TreeFile>();
  for (const file of source.files) {
    const id = `${source.folder}/${file.path}`;
    files.set(file.path, {
      bytes: file.compiled === undefined ? file.bytes : Buffer.from(fill(id, file.compiled, context), 'utf8'),
      executable: file.executable,
      id: source.was?.[file.path] ?? id,
      role: roleOf(file.path, source.sample),
    });
  }
  return files;
}

function fill(id: string, compiled: unknown, context: object): string {
  try {
    return handlebars.template(compiled as TemplateSpecification)(context);
  } catch (cause) {
    throw new WorkshopError('failed', `A placeholder in ${id} has no value: ${(cause as Error).message}.`, { cause });
  }
}

function roleOf(path: string, sample: readonly string[] | undefined): Role {
  return sample?.some((prefix) => path.startsWith(prefix)) ? 'sample' : 'frame';
}
