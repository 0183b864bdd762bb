import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { File, Files } from './files.ts';

/** What is written into git by hand, because a call of git costs more than everything else of a history. */
type Store = { readonly gitDir: string; readonly format: 'sha1' | 'sha256' };

/** Writes a commit of these files, without a parent, and answers its name. */
export function writeCommit(store: Store, files: Files): string {
  const tree = writeTree(store, [...files]);
  const who = 'a <a@b> 0 +0000';
  return writeObject(store, 'commit', Buffer.from(`tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nx\n`));
}

function writeTree(store: Store, files: readonly (readonly [string, File])[]): string {
  const folders = new Map<string, (readonly [string, File])[]>();
  const entries: { name: string; mode: string; oid: string }[] = [];
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      entries.push({ name: path, mode: file.mode, oid: writeObject(store, 'blob', file.bytes) });
      continue;
    }
    const folder = path.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), [path.slice(slash + 1), file]]);
  }
  for (const [name, inside] of folders) entries.push({ name, mode: '40000', oid: writeTree(store, inside) });
  const key = ({ name, mode }: (typeof entries)[number]) => Buffer.from(mode === '40000' ? `${name}/` : name);
  const sorted = entries.sort((a, b) => Buffer.compare(key(a), key(b)));
  const parts = sorted.flatMap(({ name, mode, oid }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
  return writeObject(store, 'tree', Buffer.concat(parts));
}

function writeObject({ gitDir, format }: Store, type: string, bytes: Uint8Array): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.byteLength}\0`), bytes]);
  const oid = createHash(format).update(whole).digest('hex');
  const at = join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2));
  if (existsSync(at)) return oid;
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, deflateSync(whole, { level: 1 }));
  return oid;
}

/** Writes an index of files that stand on the disk below `top`, with what git wants to know of each to trust it. */
export function writeIndex(
  { gitDir, format }: Store,
  top: string,
  files: ReadonlyMap<string, File & { oid: string }>,
): void {
  const sorted = [...files].map(([path, file]) => ({ name: Buffer.from(path), path, ...file }));
  sorted.sort((a, b) => Buffer.compare(a.name, b.name));
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(sorted.length, 8);
  const entries = sorted.map(({ name, path, mode, oid }) => {
    const hash = Buffer.from(oid, 'hex');
    const stat = lstatSync(join(top, path), { bigint: true });
    const length = 40 + hash.length + 2 + name.length;
    const entry = Buffer.alloc(length + (8 - (length % 8)));
    const whole = (ns: bigint) => [Number(ns / 1_000_000_000n), Number(ns % 1_000_000_000n)];
    const numbers = [
      ...whole(stat.ctimeNs),
      ...whole(stat.mtimeNs),
      Number(stat.dev),
      Number(stat.ino),
      Number.parseInt(mode, 8),
      Number(stat.uid),
      Number(stat.gid),
      Number(stat.size),
    ];
    for (const [n, value] of numbers.entries()) entry.writeUInt32BE(value % 2 ** 32, n * 4);
    hash.copy(entry, 40);
    entry.writeUInt16BE(Math.min(name.length, 0xfff), 40 + hash.length);
    name.copy(entry, 42 + hash.length);
    return entry;
  });
  const body = Buffer.concat([head, ...entries]);
  writeFileSync(join(gitDir, 'index'), Buffer.concat([body, createHash(format).update(body).digest()]));
}

/** The entries of an index: `<mode> <object> <stage>\t<path>`. */
export function readIndex({ gitDir, format }: Store): string[] {
  const bytes = readFileSync(join(gitDir, 'index'));
  if (bytes.readUInt32BE(4) !== 2) throw new Error('The index has a version that the tests cannot read.');
  const size = format === 'sha1' ? 20 : 32;
  const entries: string[] = [];
  for (let at = 12, left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const mode = bytes.readUInt32BE(at + 24).toString(8);
    const oid = bytes.toString('hex', at + 40, at + 40 + size);
    const stage = (bytes.readUInt16BE(at + 40 + size) >> 12) & 3;
    const start = at + 42 + size;
    const end = bytes.indexOf(0, start);
    entries.push(`${mode} ${oid} ${stage}\t${bytes.toString('utf8', start, end)}`);
    const length = end - at;
    at += length + (8 - (length % 8));
  }
  return entries;
}
