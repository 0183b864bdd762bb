import type { Part } from '../tree/render.ts';
import type { Pack } from './pack.ts';

/** Reads a file of the pack as texts and placeholders. A file without placeholders is one text. */
export function partsIn(file: Parameters<Pack['partsOf']>[0], pack: Pack): readonly Part[] {
  return file.template ? pack.partsOf(file) : [Buffer.from(pack.bytesOf(file)).toString('utf8')];
}
