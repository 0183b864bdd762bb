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
