import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import type { Answers } from '../../src/layers/answers.ts';
import { writeBase } from '../../src/repo/base.ts';
import { writeManifest } from '../../src/repo/manifest.ts';
import { sha256 } from '../../src/tree/digest.ts';
import type { Role, Tree } from '../../src/tree/tree.ts';
import { scratchFolder } from '../e2e/tool.ts';
import { commit, git, write } from './made-repo.ts';

type KeptFile = { path: string; id: string; role: Role; mode: string; sha256: string };
type KeptRepo = { answers: Answers; files: KeptFile[] };
type Kept = { version: string; repos: KeptRepo[]; contents: Record<string, string> };

const folder = fileURLToPath(new URL('versions/', import.meta.url));

/** The versions that are kept, oldest first. */
export const keptVersions = readdirSync(folder)
  .map((name) => name.replace('.json.br', ''))
  .sort();

const read = new Map<string, Kept>();

/** The answers of the repos that a version is kept with, by the name of the repo. */
export function keptRepos(version: string): string[] {
  return keptOf(version).repos.map(({ answers }) => answers.name);
}

/** A repo as an older version made it, in memory. */
export function keptTree(version: string, name: string): Tree {
  const { contents } = keptOf(version);
  return new Map(
    keptRepo(version, name).files.map(({ path, id, role, mode, sha256: digest }) => {
      const bytes = Buffer.from(contents[digest] ?? '', 'latin1');
      return [path, { bytes, executable: mode === '100755', id, role }];
    }),
  );
}

function keptRepo(version: string, name: string): KeptRepo {
  const found = keptOf(version).repos.find(({ answers }) => answers.name === name);
  if (!found) throw new Error(`${version} has no ${name}`);
  return found;
}

/** Lays out a repo as an older version made it, and commits it. */
export async function layOut(version: string, name: string): Promise<{ repo: string; answers: Answers }> {
  const found = keptRepo(version, name);
  const repo = join(scratchFolder(), name);
  const tree = keptTree(version, name);
  for (const [path, { bytes, executable }] of tree) {
    write(repo, path, bytes);
    if (executable) chmodSync(join(repo, path), 0o755);
  }
  const base = writeBase(tree);
  const generator = { name: 'create-serverless-workshop', version };
  write(repo, '.workshop/base.jsonl', base);
  write(repo, 'workshop.json', writeManifest({ generator, answers: found.answers, base: sha256(base) }));
  await git(repo, 'init', '-q', '-b', 'main');
  await commit(repo, `Made by ${version}`);
  return { repo, answers: found.answers };
}

function keptOf(version: string): Kept {
  const known = read.get(version);
  if (known) return known;
  const text = brotliDecompressSync(readFileSync(join(folder, `${version}.json.br`))).toString('utf8');
  const kept = JSON.parse(text) as Kept;
  read.set(version, kept);
  return kept;
}
