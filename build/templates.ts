import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { joinPack, type PackEntry } from '../src/layers/pack.ts';
import { partsOf } from './placeholders.ts';

/** The result of reading `templates/`: the packed files, and the source of the registry. */
export type Built = { readonly pack: Buffer; readonly registrySource: string };

/**
 * Some tools would pick up these files inside `templates/`. There their names start with `_`; here are their real
 * names.
 */
const realNames: Readonly<Record<string, string>> = {
  _gitignore: '.gitignore',
  _gitattributes: '.gitattributes',
  _npmrc: '.npmrc',
  '_biome.json': 'biome.json',
};

type Source = { readonly path: string; readonly file: string };
type Folder = { readonly folder: string; readonly sources: readonly Source[] };

/** Reads all of `templates/`. Throws with the file's name on a bad placeholder or an unknown version. */
export function buildTemplates(root: string): Built {
  const catalogue = JSON.parse(readFileSync(join(root, 'catalogue.json'), 'utf8')) as Record<string, string>;
  const layerFolders = findLayers(root);
  const layerParts = layerFolders.flatMap((folder) => foldersOf(root, folder));
  const folders = [...layerParts, ...patternFolders(root)];
  const stored = folders.flatMap(({ folder, sources }) =>
    sources.map(({ path, file }) => {
      const bytes = contentOf(file, catalogue);
      const template = bytes.includes('{{');
      const executable = (statSync(file).mode & 0o111) !== 0;
      const flags = (executable ? 1 : 0) | (template ? 2 : 0);
      return { folder, path, flags, blob: template ? readParts(file, bytes) : bytes };
    }),
  );
  // Files of one kind are packed next to each other, which compresses a little better.
  const kindOf = ({ path }: PackEntry) => `${extname(path)} ${path}`;
  const byFolder: Record<string, PackEntry[]> = {};
  for (const { folder, ...entry } of stored) byFolder[folder] = [...(byFolder[folder] ?? []), entry];
  for (const entries of Object.values(byFolder)) entries.sort((a, b) => (kindOf(a) < kindOf(b) ? -1 : 1));
  return {
    pack: joinPack(byFolder),
    registrySource: `// Made by \`npm run build\` from the folders of templates/.\n${registry(layerFolders, layerParts)}`,
  };
}

function findLayers(root: string): string[] {
  const found = ['base'];
  for (const axis of folderNames(root)) {
    if (axis === 'base' || axis === 'add') continue;
    for (const id of folderNames(join(root, axis))) {
      if (exists(join(root, axis, id, 'layer.ts'))) found.push(`${axis}/${id}`);
    }
  }
  return found;
}

function foldersOf(root: string, layer: string): Folder[] {
  const at = join(root, layer);
  const own = walk(join(at, 'files'));
  const readme = join(at, 'README.md');
  if (exists(readme)) own.push({ path: `docs/choices/${choiceName(layer)}.md`, file: readme });
  const cells = folderNames(join(at, 'with')).flatMap((axis) =>
    folderNames(join(at, 'with', axis)).map((id) => ({
      folder: `${layer}/with/${axis}/${id}`,
      sources: walk(join(at, 'with', axis, id)),
    })),
  );
  const rows = walk(join(at, 'resources')).map(({ path, file }) => ({
    folder: `${layer}/resources/${path.replace(/\.yml$/, '')}`,
    sources: [{ path: 'deploy/resources/state.yml', file }],
  }));
  return [
    { folder: layer, sources: own.sort((a, b) => (a.path < b.path ? -1 : 1)) },
    ...cells,
    ...rows,
    ...notesIn(root, layer),
    ...recipesIn(root, layer),
  ];
}

/** The notes of a layer on its functions, for the recipes of any provider. */
function notesIn(root: string, folder: string): Folder[] {
  const sources = walk(join(root, folder, 'functions'));
  return sources.length > 0 ? [{ folder: `${folder}/functions`, sources }] : [];
}

/** The recipes of a provider: one for each kind of trigger, and the blocks that they share. */
function recipesIn(root: string, layer: string): Folder[] {
  const at = join(root, layer, 'function');
  return folderNames(at).map((kind) => ({ folder: `${layer}/function/${kind}`, sources: walk(join(at, kind)) }));
}

/**
 * The folders of what `add` makes: `templates/add/<pattern>/` with files, notes on its function, and bodies to choose
 * from.
 */
function patternFolders(root: string): Folder[] {
  return folderNames(join(root, 'add')).flatMap((pattern) => {
    const at = join(root, 'add', pattern);
    const inner = (group: string) =>
      folderNames(join(at, group)).map((id) => ({
        folder: `add/${pattern}/${group}/${id}`,
        sources: walk(join(at, group, id)),
      }));
    return [
      { folder: `add/${pattern}`, sources: walk(join(at, 'files')) },
      ...notesIn(root, `add/${pattern}`),
      ...inner('body'),
    ];
  });
}

/**
 * The file name of a layer's page. Several stages are selected at once, so the page of a stage has the stage's id in
 * its name.
 */
function choiceName(layer: string): string {
  const [axis, id] = layer.split('/');
  return axis === 'stage' ? `stage-${id}` : String(axis);
}

function contentOf(file: string, catalogue: Readonly<Record<string, string>>): Buffer {
  const bytes = readFileSync(file);
  if (!file.endsWith('package.json')) return bytes;
  const text = bytes.toString('utf8').replace(/"([^"]+)": "catalog:"/g, (_, name: string) => {
    const version = catalogue[name];
    if (!version) throw new Error(`${file}: ${name} is not in templates/catalogue.json`);
    return `"${name}": "${version}"`;
  });
  return Buffer.from(text, 'utf8');
}

function readParts(file: string, bytes: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(partsOf(bytes.toString('utf8'))), 'utf8');
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function registry(layerFolders: readonly string[], folders: readonly Folder[]): string {
  const imports = layerFolders.map((folder, i) => `import l${i} from '../../templates/${folder}/layer.ts';`);
  const cells: Record<string, object[]> = {};
  const tables: Record<string, string[]> = {};
  for (const { folder } of folders) {
    const cell = /^(.+)\/with\/([^/]+)\/(=?)([^/]+)$/.exec(folder);
    if (cell) {
      const [, layer = '', axis, exact, id] = cell;
      cells[layer] = [...(cells[layer] ?? []), { axis, id, exact: exact === '=', folder }];
    }
    const row = /^(.+)\/resources\/([^/]+)$/.exec(folder);
    if (row) {
      const [, layer = '', name = ''] = row;
      tables[layer] = [...(tables[layer] ?? []), name];
    }
  }
  const ids = Object.entries(groupIds(layerFolders))
    .map(([axis, names]) => `  ${axis}: ${names.map((name) => `'${name}'`).join(' | ')};`)
    .join('\n');
  return [
    `import type { Layer } from './define-layer.ts';`,
    `import type { Cell } from './cell.ts';`,
    ...imports,
    '',
    '/** The ids of every axis that has folders. */',
    `export interface LayerIds {\n${ids}\n}`,
    '',
    '/** All layers. */',
    `export const layers: readonly Layer[] = [${layerFolders.map((_, i) => `l${i}`).join(', ')}];`,
    '',
    '/** The cells of every layer folder. */',
    `export const cells: Readonly<Record<string, readonly Cell[]>> = ${JSON.stringify(cells, null, 2)};`,
    '',
    '/** The rows (`<kind>.<topology>`) of the resources table of every provider. */',
    `export const tables: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(tables, null, 2)};`,
    '',
  ].join('\n');
}

function groupIds(layerFolders: readonly string[]): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const folder of layerFolders) {
    const [axis = '', id] = folder.split('/');
    if (id) ids[axis] = [...(ids[axis] ?? []), id];
  }
  return ids;
}

function walk(at: string, prefix = ''): Source[] {
  if (!exists(at)) return [];
  return readdirSync(at, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === '.keep' || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return walk(join(at, entry.name), `${prefix}${entry.name}/`);
      return [{ path: `${prefix}${realNames[entry.name] ?? entry.name}`, file: join(at, entry.name) }];
    });
}

function folderNames(at: string): string[] {
  if (!exists(at)) return [];
  return readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
