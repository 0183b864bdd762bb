import { type File, type Files, numbersFrom } from './files.ts';
import type { Change, userEdits } from './history.ts';
import { placeFor } from './template.ts';
import { contentFor, editBytes } from './text.ts';

type Edit = Change<(typeof userEdits)[number]>;

/** The repo after the user's edits. The tool's own records stay as they are. */
export function editAsUser(files: Files, edits: readonly Edit[]): Map<string, File> {
  const edited = new Map(files);
  for (const edit of edits) editOne(edited, edit);
  return edited;
}

function editOne(files: Map<string, File>, { kind, at, to, seed }: Edit): void {
  const paths = [...files.keys()].filter((path) => path !== 'workshop.json' && !path.startsWith('.workshop/'));
  const path = paths[at % Math.max(1, paths.length)];
  const file = path === undefined ? undefined : files.get(path);
  if (kind === 'own file' || !file || path === undefined) {
    const place = placeFor(files, to);
    if (place === undefined) return;
    const own = contentFor(place, seed % 9 === 0 ? 'binary' : 'text', 3 + (seed % 9), seed);
    files.set(place, {
      mode: seed % 7 === 0 ? '100755' : '100644',
      bytes: editBytes(place, own, 'insert', 'mine', seed),
    });
    return;
  }
  const moveTo = (place: string | undefined, moved: File = file) => {
    if (place === undefined) return;
    files.delete(path);
    files.set(place, moved);
  };
  const edited = (): File => (file.mode === '120000' ? file : { ...file, bytes: editText(path, file.bytes, seed) });
  switch (kind) {
    case 'insert':
    case 'change':
    case 'cut':
      if (file.mode !== '120000') files.set(path, { ...file, bytes: editBytes(path, file.bytes, kind, 'mine', seed) });
      return;
    case 'delete':
      files.delete(path);
      return;
    case 'rename':
      moveTo(placeFor(files, to));
      return;
    case 'rename and edit':
      moveTo(placeFor(files, to), edited());
      return;
    case 'mode':
      if (file.mode !== '120000') files.set(path, { ...file, mode: file.mode === '100644' ? '100755' : '100644' });
      return;
    case 'crlf':
      if (file.mode !== '120000' && !file.bytes.includes(0)) files.set(path, { ...file, bytes: turned(file.bytes) });
      return;
    case 'look-alike': {
      const place = placeFor(files, to);
      if (place !== undefined) files.set(place, edited());
      return;
    }
    case 'link':
      files.set(path, { mode: '120000', bytes: Buffer.from(paths[to % paths.length] ?? 'nowhere') });
      return;
    case 'file to folder':
      moveTo(`${path}/mine.txt`, edited());
      return;
    case 'folder to file': {
      const folder = path.split('/')[0] ?? path;
      for (const below of paths) if (below.startsWith(`${folder}/`)) files.delete(below);
      files.set(folder, { mode: '100644', bytes: editBytes(folder, Buffer.from('a\nb\n'), 'insert', 'mine', seed) });
      return;
    }
    case 'rename folder': {
      const folder = path.split('/')[0] ?? path;
      const inside = paths.filter((below) => below.startsWith(`${folder}/`));
      if (paths.some((other) => other.startsWith('moved/') || other === 'moved')) return;
      for (const below of inside) {
        files.set(`moved${below.slice(folder.length)}`, files.get(below) as File);
        files.delete(below);
      }
      return;
    }
    case 'change case': {
      const turnedCase = path === path.toUpperCase() ? path.toLowerCase() : path.toUpperCase();
      if (turnedCase !== path && !files.has(turnedCase) && !path.includes('/')) moveTo(turnedCase);
    }
  }
}

function editText(path: string, bytes: Buffer, seed: number): Buffer {
  const kind = (['insert', 'change', 'cut'] as const)[numbersFrom(seed)(3)] ?? 'insert';
  return editBytes(path, bytes, kind, 'mine', seed);
}

function turned(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n'), 'latin1');
}
