import type { Part } from '../tree/render.ts';
import type { Pack } from './pack.ts';

/** A file of the pack in parts, also where it has no placeholder. */
export function partsIn(file: Parameters<Pack['partsOf']>[0], pack: Pack): readonly Part[] {
  return file.template ? pack.partsOf(file) : [Buffer.from(pack.bytesOf(file)).toString('utf8')];
}
