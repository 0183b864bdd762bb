import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../layers/define-layer.ts';
import { layersOf } from '../layers/registry.ts';

/** The kind of database whose engines share the statements of this dialect. */
export const kindOf: Readonly<Record<string, Kind>> = { sql: 'sql', document: 'mongo' };

/**
 * The files that a new engine of a dialect starts with, by path: the files of an existing engine under the new name.
 * The contract is green at once, because it still runs on the existing engine's server. The contributor then changes
 * the driver, the differences and the server one by one.
 */
export function engineFiles(id: string, dialect: string, root: string): [path: string, text: string][] {
  const model = layersOf('database').find(({ kind }) => kind === kindOf[dialect])?.id;
  if (model === undefined) return [];
  // An engine that can also be the database of the legacy shop has a second folder, `host`. A new engine needs none.
  return ['host', 'database'].flatMap((axis) =>
    ['files', 'with'].flatMap((part) => {
      const from = join(root, 'templates', axis, model, part);
      return filesBelow(from).map((path): [string, string] => [
        `templates/database/${id}/${part}/${path.replaceAll(`packages/${model}/`, `packages/${id}/`)}`,
        renamed(readFileSync(join(from, path), 'utf8'), model, id),
      ]);
    }),
  );
}

/**
 * The server that a new engine of a dialect starts with: the lines for it in the model engine's `layer.ts`, and the
 * model's name.
 */
export function modelServer(dialect: string, root: string): { readonly text: string; readonly title: string } {
  const model = layersOf('database').find(({ kind }) => kind === kindOf[dialect]);
  const file = join(root, 'templates/database', String(model?.id), 'layer.ts');
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [text = ''] = /^ {2}server: \{\n[\s\S]*?^ {2}\},\n/m.exec(source) ?? [];
  return { text, title: model?.title ?? dialect };
}

/** The packages whose tests an engine must pass. */
export function contractPackages(id: string): string[] {
  return ['sql', 'outbox', 'database', id].map((name) => `packages/${name}`);
}

/** Replaces the engine's name in package names. The names of a server or a driver stay. */
function renamed(text: string, model: string, id: string): string {
  return text.replaceAll(`@app/${model}`, `@app/${id}`).replaceAll(`packages/${model}`, `packages/${id}`);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}
