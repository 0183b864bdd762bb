import { WorkshopError } from '../errors.ts';
import { type AnyAxis, stageOrder } from './axes.ts';
import type { Cell } from './cell.ts';
import type { Layer } from './define-layer.ts';
import type { Provider } from './provider.ts';
import { cells, layers, tables } from './registry.generated.ts';

/** All layers of an axis in the order in which they are offered. Stages are in the order of the path. */
export function layersOf(axis: AnyAxis | 'base'): readonly Layer[] {
  const found = layers.filter((layer) => layer.axis === axis);
  const place = ({ id }: Layer) => (stageOrder as readonly string[]).indexOf(id);
  return axis === 'stage' ? found.sort((a, b) => place(a) - place(b)) : found;
}

/** The layer of one answer. Throws `refused` when this version has no such layer. */
export function layerOf(axis: AnyAxis | 'base', id: string): Layer {
  const found = layers.find((layer) => layer.axis === axis && layer.id === id);
  if (!found) {
    throw new WorkshopError('refused', `This version has no ${axis} "${id}".`, {
      hint: `It has: ${layersOf(axis)
        .map((layer) => layer.id)
        .join(', ')}.`,
    });
  }
  return found;
}

/** The descriptor of a provider. Throws `failed` when its layer has none. */
export function providerOf(id: string): Provider {
  const { provider } = layerOf('provider', id);
  if (!provider) throw new WorkshopError('failed', `The layer provider/${id} has no descriptor.`);
  return provider;
}

/** The folder of a layer below `templates/`. */
export function folderOf(layer: Pick<Layer, 'axis' | 'id'>): string {
  return layer.axis === 'base' ? 'base' : `${layer.axis}/${layer.id}`;
}

/** The cells of a layer, read from its `with/` folders. */
export function cellsOf(layer: Pick<Layer, 'axis' | 'id'>): readonly Cell[] {
  return cells[folderOf(layer)] ?? [];
}

/** The rows `<kind>.<topology>` of a provider's resources table; `undefined` for a layer without a table. */
export function tableOf(layer: Pick<Layer, 'axis' | 'id'>): readonly string[] | undefined {
  return tables[folderOf(layer)];
}
