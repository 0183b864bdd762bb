import Handlebars from 'handlebars/dist/cjs/handlebars.runtime.js';
import { WorkshopError } from '../errors.ts';
import { bytesOf, type RecordEnd } from './record.ts';
import type { Role, TemplateId, Tree, TreeFile } from './tree.ts';

/** One template file: what the base will keep of it, or the placeholders' code that the build made of it. */
type SourceFile = {
  readonly path: string;
  readonly executable: boolean;
} & (
  | { readonly recordEnd: RecordEnd }
  /** What Handlebars' precompile answers, with `strict` and `noEscape`. */
  | { readonly compiled: unknown }
);

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
    const known = {
      executable: file.executable,
      id: source.was?.[file.path] ?? id,
      role: roleOf(file.path, source.sample),
    };
    files.set(
      file.path,
      'recordEnd' in file
        ? new StoredFile(file.recordEnd, known)
        : { bytes: Buffer.from(fill(id, file.compiled, context), 'utf8'), ...known },
    );
  }
  return files;
}

/** A file as it stands in the pack: most runs need its bytes once, a dry run never. */
class StoredFile implements TreeFile {
  readonly executable: boolean;
  readonly id: TemplateId;
  readonly role: Role;
  readonly recordEnd: RecordEnd;
  #bytes: Uint8Array | undefined;

  constructor(recordEnd: RecordEnd, known: Pick<TreeFile, 'executable' | 'id' | 'role'>) {
    this.recordEnd = recordEnd;
    this.executable = known.executable;
    this.id = known.id;
    this.role = known.role;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= bytesOf(this.recordEnd);
    return this.#bytes;
  }
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
