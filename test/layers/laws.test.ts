import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cells, layers } from '../../src/layers/registry.generated.ts';
import { folderOf } from '../../src/layers/registry.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

const templates = filesBelow('templates');

test('a layer stands in the folder that its axis and id name', () => {
  for (const layer of layers) {
    const source = readFileSync(join(root, 'templates', folderOf(layer), 'layer.ts'), 'utf8');
    expect(source, folderOf(layer)).toContain(`axis: '${layer.axis}'`);
    expect(source, folderOf(layer)).toContain(`id: '${layer.id}'`);
  }
});

test('a layer imports defineLayer and nothing else', () => {
  for (const file of templates.filter((path) => path.endsWith('/layer.ts'))) {
    const imports = readFileSync(join(root, file), 'utf8').match(/^import .*$/gm) ?? [];
    expect(imports, file).toHaveLength(1);
    expect(imports[0], file).toMatch(/^import \{ defineLayer \} from '(\.\.\/)+src\/layers\/define-layer\.ts';$/);
  }
});

test('templates hold placeholders and no conditions', () => {
  for (const file of templates) {
    expect(/\{\{\s*[#^>]|\{\{\s*else/.test(readFileSync(join(root, file), 'latin1')), file).toBe(false);
  }
});

test('every layer tells people what it is, why, and what it costs', () => {
  for (const layer of layers.filter(({ axis }) => !['base', 'host', 'dialect'].includes(axis))) {
    expect(layer.title, folderOf(layer)).not.toBe('');
    expect(layer.hint, folderOf(layer)).toBeTruthy();
    expect(templates, folderOf(layer)).toContain(`templates/${folderOf(layer)}/README.md`);
  }
});

test('a cell names an axis of its own', () => {
  const all = Object.values(cells).flat();
  process.stdout.write(`cells: ${all.length}, layers: ${layers.length}\n`);
  for (const [folder, list] of Object.entries(cells)) {
    for (const cell of list) expect(cell.axis, cell.folder).not.toBe(folder.split('/')[0]);
  }
});

const direction = [
  'bin',
  'plopfile',
  'generators',
  'questions',
  'repo',
  'exercises',
  'layers',
  'tree',
  'errors',
] as const;
const mayImport: Readonly<Record<string, readonly string[]>> = {
  bin: ['generators', 'questions', 'repo', 'layers', 'errors'],
  plopfile: ['generators', 'questions', 'repo', 'layers', 'errors'],
  generators: ['generators', 'questions', 'repo', 'exercises', 'layers', 'tree', 'errors'],
  questions: ['questions', 'layers', 'tree', 'errors'],
  repo: ['repo', 'layers', 'tree', 'errors'],
  exercises: ['exercises', 'repo', 'layers', 'tree', 'errors'],
  layers: ['layers', 'tree', 'errors'],
  tree: ['tree', 'errors'],
  errors: [],
};

/** `src/layers/x.ts` → `layers`; `generators/x.ts` → `generators`. */
function roomOf(file: string): string {
  const inside = file.replace(/^src\//, '');
  return inside.includes('/') ? (inside.split('/')[0] ?? '') : inside.replace(/\.ts$/, '');
}

test('imports run one way', () => {
  const sources = ['plopfile.ts', ...filesBelow('src'), ...filesBelow('generators')].filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of sources.filter((name) => !name.endsWith('.d.ts'))) {
    const room = roomOf(file);
    expect(direction, file).toContain(room);
    // Not the text of files that are made elsewhere.
    const text = readFileSync(join(root, file), 'utf8').replace(/`[^`]*`/g, '');
    for (const [, specifier = ''] of text.matchAll(/(?:^(?:import|export|\}).* from |\bimport\()'(\.[^']+)'/gm)) {
      const target = join(file, '..', specifier);
      if (target.startsWith('templates/')) continue;
      expect(mayImport[room], `${file} imports ${target}`).toContain(roomOf(target));
    }
  }
});

test.each([
  ['@clack/prompts', 'src/questions/ask.ts'],
  ['nano-spawn', 'src/repo/run-program.ts'],
  ['handlebars', 'no file that ships'],
])('%s has one door', (name, door) => {
  const sources = [...filesBelow('src'), ...filesBelow('generators')].filter((file) => !file.endsWith('.d.ts'));
  const users = sources.filter((file) =>
    new RegExp(`(from|import\\()\\s*'${name}[/']`).test(readFileSync(join(root, file), 'utf8')),
  );
  for (const file of users) expect(file.startsWith(door), file).toBe(true);
});
