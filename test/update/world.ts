import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type File, type Files, oidOf } from './files.ts';
import { readIndex, writeCommit, writeIndex } from './store.ts';

/** How many histories share one repository before it is made again: git slows down with its objects. */
const lifetime = 200;

/** The names of the places that a world is looked at in. */
export type Snapshot = {
  /** What stands on the disk below the root, with empty folders. */
  readonly disk: Files;
  /** The entries of the index as git lists them, sorted. */
  readonly index: readonly string[];
  readonly refs: ReadonlyMap<string, string>;
};

/** One git repository that many histories are played in, one after the other. */
export class World {
  readonly format: 'sha1' | 'sha256';
  #top: string;
  #played = 0;
  #prefix = '';

  constructor(format: 'sha1' | 'sha256' = 'sha1') {
    this.format = format;
    this.#top = this.#make();
  }

  /** The folder that the repo of the history stands in. */
  get root(): string {
    return join(this.#top, this.#prefix);
  }

  get gitDir(): string {
    return join(this.#top, '.git');
  }

  get prefix(): string {
    return this.#prefix;
  }

  /** Makes a folder with these files, committed, and nothing else; `below` puts them into a folder of the repository. */
  put(files: Files, below: boolean): void {
    this.#played += 1;
    if (this.#played % lifetime === 0) {
      this.remove();
      this.#top = this.#make();
    }
    this.#prefix = below ? 'my shop/' : '';
    for (const name of readdirSync(this.#top)) if (name !== '.git') rmSync(join(this.#top, name), { recursive: true });
    for (const name of ['index', 'index.lock', 'MERGE_HEAD', 'info', 'create-serverless-workshop', 'refs/workshop']) {
      rmSync(join(this.gitDir, name), { recursive: true, force: true });
    }
    writeFileSync(join(this.gitDir, 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(this.root, { recursive: true });
    for (const [path, { mode, bytes }] of files) {
      const at = join(this.root, path);
      mkdirSync(dirname(at), { recursive: true });
      if (mode === '120000') symlinkSync(bytes, at);
      else writeFileSync(at, bytes, { mode: mode === '100755' ? 0o755 : 0o644 });
    }
    if (below) writeFileSync(join(this.#top, 'outside.txt'), 'outside');
    this.commitAll();
  }

  /** Commits everything that stands on the disk. */
  commitAll(): void {
    const files = new Map([...filesBelow(this.#top, '')].filter(([path]) => !path.endsWith('/')));
    writeFileSync(join(this.gitDir, 'refs/heads/main'), `${writeCommit(this, files)}\n`);
    const known = [...files].map(([path, file]) => [path, { ...file, oid: oidOf(file.bytes, this.format) }] as const);
    writeIndex(this, this.#top, new Map(known));
  }

  /** Runs git at the top and fails loudly. */
  git(args: readonly string[], input?: Uint8Array): Buffer {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.#top, env, input, maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  look(): Snapshot {
    return { disk: this.disk(), index: this.index(), refs: this.refs() };
  }

  /** Everything below the root, and what stands beside it in the repository. */
  disk(): Map<string, File> {
    const files = filesBelow(this.#top, this.#prefix);
    if (this.#prefix !== '') {
      const beside = join(this.#top, 'outside.txt');
      if (!existsSync(beside) || readFileSync(beside, 'utf8') !== 'outside') {
        files.set('../outside.txt', { mode: '100644', bytes: Buffer.from('changed') });
      }
    }
    return files;
  }

  /** The entries of the index below the root: `<mode> <object> <stage>\t<path>`. */
  index(): string[] {
    return readIndex(this)
      .filter((entry) => entry.includes(`\t${this.#prefix}`))
      .map((entry) => entry.replace(`\t${this.#prefix}`, '\t'))
      .sort();
  }

  /** The entries that an index has after `git add --all` of these files. */
  entriesOf(files: Files): string[] {
    return [...files].map(([path, { mode, bytes }]) => `${mode} ${oidOf(bytes, this.format)} 0\t${path}`).sort();
  }

  refs(): Map<string, string> {
    const refs = [...filesBelow(this.gitDir, 'refs/')].filter(([path]) => !path.endsWith('/'));
    const packed = join(this.gitDir, 'packed-refs');
    return new Map([
      ...refs.map(([path, { bytes }]) => [path, bytes.toString('utf8')] as const),
      ['HEAD', readFileSync(join(this.gitDir, 'HEAD'), 'utf8')] as const,
      ['packed', existsSync(packed) ? readFileSync(packed, 'utf8') : ''] as const,
    ]);
  }

  /** Every file of `.git` but objects and logs: what a refusal must not change. */
  insides(): Files {
    const left = ['objects/', 'logs/'];
    return new Map(
      [...filesBelow(this.gitDir, '')].filter(
        ([path]) => !path.endsWith('/') && !left.some((folder) => path.startsWith(folder)),
      ),
    );
  }

  remove(): void {
    rmSync(this.#top, { recursive: true, force: true });
  }

  #make(): string {
    const top = mkdtempSync(join(tmpdir(), 'csw-history-'));
    const made = spawnSync('git', ['init', '-q', '--template=', `--object-format=${this.format}`, '-b', 'main'], {
      cwd: top,
      env,
    });
    if (made.status !== 0) throw new Error(`git init: ${made.stderr}`);
    // The disk may lie: these repositories need not outlive a power cut.
    const config = ['[core]', 'fsync = none', '[user]', 'name = a', 'email = a@b', '[gc]', 'auto = 0', ''].join('\n');
    writeFileSync(join(top, '.git/config'), config, { flag: 'a' });
    return top;
  }
}

const env = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };

/** The files below a folder by their paths from there. An empty folder is `<path>/`. */
function filesBelow(top: string, folder: string): Map<string, File> {
  const files = new Map<string, File>();
  const walk = (inside: string) => {
    const names = readdirSync(join(top, folder, inside), { withFileTypes: true });
    if (names.length === 0 && inside !== '') files.set(inside, { mode: '100644', bytes: Buffer.alloc(0) });
    for (const entry of names) {
      const path = inside + entry.name;
      const at = join(top, folder, path);
      if (path === '.git' && folder === '') continue;
      if (entry.isDirectory()) walk(`${path}/`);
      else if (entry.isSymbolicLink()) files.set(path, { mode: '120000', bytes: Buffer.from(readlinkSync(at)) });
      else files.set(path, { mode: lstatSync(at).mode & 0o100 ? '100755' : '100644', bytes: readFileSync(at) });
    }
  };
  if (existsSync(join(top, folder))) walk('');
  return files;
}
