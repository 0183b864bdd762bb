import type { Derived } from '../layers/answers.ts';
import type { Pack } from '../layers/pack.ts';
import { select, type Unit } from '../layers/select.ts';
import { type Context, contextOf, type Tool } from './context.ts';
import { overlay } from './overlay.ts';
import type { Role, Tree, TreeFile } from './tree.ts';

type Fill = (id: string, context: object) => string;

/** Renders one folder: placeholders are filled, everything else is passed through byte for byte. */
export function render(unit: Unit, context: Context, pack: Pack, fill: Fill): Tree {
  const { folder, layer } = unit;
  const files = new Map<string, TreeFile>();
  for (const file of pack.filesOf(folder)) {
    const id = `${folder}/${file.path}`;
    const bytes = file.template ? Buffer.from(fill(id, context), 'utf8') : pack.bytesOf(file);
    files.set(file.path, {
      bytes,
      executable: file.executable,
      id: layer.was?.[file.path] ?? id,
      role: roleOf(file.path, layer.sample),
    });
  }
  return files;
}

/** The whole repo in memory: all chosen folders, rendered and laid over each other, sorted by path. */
export async function renderRepo(derived: Derived, tool: Tool, pack: Pack): Promise<Tree> {
  // Loaded here, so that `--help` does not pay for it.
  const { fill } = await import('./fill.ts');
  const context = contextOf(derived, tool);
  const tree = select(derived)
    .map((unit) => render(unit, context, pack, fill))
    .reduce(overlay, new Map());
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function roleOf(path: string, sample: readonly string[] | undefined): Role {
  return sample?.some((prefix) => path.startsWith(prefix)) ? 'sample' : 'frame';
}
