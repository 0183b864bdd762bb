import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/tree/digest.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { type Files, fits } from './files.ts';
import type { obstacles } from './history.ts';
import type { Template } from './scene.ts';
import type { World } from './world.ts';

/** What stands in the way of an update, and how it is asked for then. */
export type Hindered = {
  readonly to: Template;
  readonly allowDirty: boolean;
  /** The phase in which the engine can see it first. */
  readonly sure: boolean;
};

/** Puts something in the way of an update; `undefined` where this history has no place for it. */
export function hinder(
  kind: (typeof obstacles)[number],
  { world, from, to, before }: { world: World; from: Template; to: Template; before: Files },
): Hindered | undefined {
  const { root, gitDir } = world;
  const arriving = [...to.tree.keys()].find((path) => !from.tree.has(path) && fits(path, before));
  const edited = [...from.tree].find(([path, file]) => {
    const next = to.tree.get(path);
    return (
      before.get(path)?.bytes.equals(file.bytes) && next?.id === file.id && !Buffer.from(next.bytes).equals(file.bytes)
    );
  })?.[0];
  const asked = { to, allowDirty: false, sure: true };
  switch (kind) {
    case 'untracked':
    case 'ignored': {
      // A file that the user deleted does not come back: only what is new is in the way.
      const isNew =
        arriving !== undefined && ![...from.tree.values()].some(({ id }) => id === to.tree.get(arriving)?.id);
      if (arriving === undefined || !isNew) return undefined;
      if (kind === 'ignored') {
        mkdirSync(join(gitDir, 'info'), { recursive: true });
        writeFileSync(join(gitDir, 'info/exclude'), '*\n');
      }
      mkdirSync(dirname(join(root, arriving)), { recursive: true });
      writeFileSync(join(root, arriving), 'in the way');
      return { ...asked, allowDirty: true };
    }
    case 'dirty':
    case 'dirty and allowed':
      if (edited === undefined || lstatSync(join(root, edited)).isSymbolicLink()) return undefined;
      if (readFileSync(join(root, edited)).length === 0) chmodSync(join(root, edited), 0o755);
      writeFileSync(join(root, edited), 'not committed\n', { flag: 'a' });
      return { ...asked, allowDirty: kind === 'dirty and allowed' };
    case 'merge':
      writeFileSync(join(gitDir, 'MERGE_HEAD'), `${world.refs().get('refs/heads/main') ?? ''}\n`);
      return asked;
    case 'unborn':
      writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/nothing\n');
      return asked;
    case 'damaged base': {
      const base = readFileSync(join(root, '.workshop/base.jsonl'), 'utf8');
      writeFileSync(join(root, '.workshop/base.jsonl'), base.replace('"role"', '"Role"'));
      return base.includes('"role"') ? { ...asked, allowDirty: true } : undefined;
    }
    case 'base outside': {
      const file = [...from.tree.values()][0];
      if (!file) return undefined;
      const line = JSON.stringify({
        path: '../x',
        id: 'evil',
        role: 'frame',
        mode: '100644',
        sha256: sha256(Buffer.from('x')),
        text: 'x',
      });
      writeFileSync(join(root, '.workshop/base.jsonl'), `${line}\n`, { flag: 'a' });
      const manifest = JSON.parse(readFileSync(join(root, 'workshop.json'), 'utf8'));
      manifest.base = sha256(readFileSync(join(root, '.workshop/base.jsonl')));
      writeFileSync(join(root, 'workshop.json'), JSON.stringify(manifest));
      world.commitAll();
      return asked;
    }
    case 'new base outside': {
      const path = ['../x', '.git/hooks/x', 'a/../../x', '/tmp/x', 'sub/.GIT/config'][to.tree.size % 5] ?? '../x';
      const tree: Tree = new Map([
        ...to.tree,
        [path, { bytes: Buffer.from('x'), executable: false, id: 'evil', role: 'frame' }],
      ]);
      return { ...asked, to: { ...to, tree } };
    }
    case 'locked index':
      writeFileSync(join(gitDir, 'index.lock'), '');
      return asked;
    case 'filter':
      if (edited === undefined || existsSync(join(root, '.gitattributes'))) return undefined;
      mkdirSync(join(gitDir, 'info'), { recursive: true });
      writeFileSync(join(gitDir, 'info/attributes'), '* filter=large\n');
      return asked;
    case 'conflict of his own': {
      const entry = world.index().find((one) => one.startsWith('100'));
      if (entry === undefined) return undefined;
      const [mode, oid] = entry.split(' ');
      const path = world.prefix + entry.slice(entry.indexOf('\t') + 1);
      const zero = `0 ${'0'.repeat(oid?.length ?? 40)}\t${path}\0`;
      const lines = [1, 2, 3].map((n) => `${mode} ${oid} ${n}\t${path}\0`);
      world.git(['update-index', '-z', '--index-info'], Buffer.from([zero, ...lines].join('')));
      return { ...asked, allowDirty: true };
    }
  }
}
