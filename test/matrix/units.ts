import { posix } from 'node:path';
import type { Tree, TreeFile } from '../../src/tree/tree.ts';
import { digest } from './digest.ts';

/** A folder of a made repo whose tests are run for themselves: a package, a service, or what deploys them. */
export type Unit = {
  /** `packages/core` */
  readonly folder: string;
  /** Of its own files. */
  readonly digest: string;
  /** Of all that the compiler and its tests meet: its files, those of what it imports and so on, and the settings in the root. */
  readonly closure: string;
  /** One for each package in the closure: this content of it beside that content of the other. */
  readonly meetings: readonly string[];
  /** Its tests start services or functions of the repo, or read it from its root: they meet more than the closure. */
  readonly startsRepo: boolean;
  readonly hasTests: boolean;
};

type Own = Omit<Unit, 'closure' | 'meetings'> & {
  readonly files: readonly (readonly [string, TreeFile])[];
  /** What it names outside of itself: other units, and files of the root. */
  readonly names: ReadonlySet<string>;
};

/** Read by the compiler and by every test run, and of no unit. */
const forAll = ['tsconfig.json', 'vitest.config.ts'];

/** What runs a repo on this machine, but for its parts and its types. */
const runsRepo = /from '(@app\/local|serverless-workshop(?!\/(testing|contract)')[^']*)'/;
const startsMoreThanParts = /\bstartWorkshop\((?!\{ functions: \[\], services: false\b)/;
const root = /^(\.|packages|services|\.\.(\/.*)?)$/;

/** The units of a repo by their folder. */
export function unitsOf(tree: Tree): ReadonlyMap<string, Unit> {
  const files = new Map<string, (readonly [string, TreeFile])[]>();
  for (const [path, file] of tree) {
    const folder = folderOf(path);
    // Merged files belong to all who contribute: whole repos test them.
    if (folder === undefined || file.id.startsWith('merged:')) continue;
    files.set(folder, [...(files.get(folder) ?? []), [path, file]]);
  }
  const packages = new Map(
    [...files.keys()].flatMap((folder) => {
      const manifest = tree.get(`${folder}/package.json`);
      return manifest ? [[JSON.parse(text(manifest)).name as string, folder]] : [];
    }),
  );
  const own = new Map([...files].map(([folder, list]) => [folder, read(folder, list, packages)]));
  return new Map([...own].map(([folder, unit]) => [folder, link(tree, own, unit)]));
}

/** `packages/core` of `packages/core/src/order.ts`; nothing for what stands outside of all units. */
function folderOf(path: string): string | undefined {
  return /^((packages|services)\/[^/]+|deploy)\//.exec(path)?.[1];
}

function read(folder: string, files: Own['files'], packages: ReadonlyMap<string, string>): Own {
  const names = new Set<string>();
  let startsRepo = false;
  for (const [path, file] of files.filter(([one]) => /\.(m?[jt]s|json)$/.test(one))) {
    const content = text(file);
    if (runsRepo.test(content) || startsMoreThanParts.test(content)) startsRepo = true;
    for (const [, said = ''] of content.matchAll(/['"`]([^'"`\n]+)['"`]/g)) {
      const unit = packages.get(/^@?[\w-]+\/[\w-]+/.exec(said)?.[0] ?? said);
      if (unit !== undefined) names.add(unit);
      if (!/^\.\.?(\/|$)/.test(said)) continue;
      const at = posix.join(posix.dirname(path), said).replace(/\/$/, '');
      if (at === folder || at.startsWith(`${folder}/`)) continue;
      if (root.test(at)) startsRepo = true;
      else names.add(folderOf(`${at}/`) ?? at);
    }
  }
  names.delete(folder);
  const hasTests = files.some(([path]) => path.endsWith('.test.ts'));
  return { folder, files, names, startsRepo, hasTests, digest: digestOf(folder, files) };
}

function link(tree: Tree, own: ReadonlyMap<string, Own>, unit: Own): Unit {
  const reached = new Set([unit.folder]);
  for (const at of reached) for (const name of own.get(at)?.names ?? []) if (own.has(name)) reached.add(name);
  const units = [...reached].flatMap((folder) => own.get(folder) ?? []);
  const outside = [...forAll, ...units.flatMap(({ names }) => [...names].filter((name) => !own.has(name)))];
  const inRoot = [...tree].filter(([path]) => outside.some((at) => path === at || path.startsWith(`${at}/`)));
  const files = new Map([...units.flatMap(({ files }) => files), ...inRoot]);
  const { folder, digest: itself, startsRepo, hasTests } = unit;
  const meetings = units.map((other) => `${itself} ${other.digest}`);
  return { folder, digest: itself, startsRepo, hasTests, meetings, closure: digestOf(folder, files) };
}

function digestOf(folder: string, files: Iterable<readonly [string, TreeFile]>): string {
  const parts = [...files].map(
    ([path, { bytes, executable }]) => [`${executable ? 'x' : '-'} ${path}`, bytes] as const,
  );
  return digest([['unit', folder], ...parts.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

function text({ bytes }: TreeFile): string {
  return Buffer.from(bytes).toString('utf8');
}
