import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import type { Tool } from '../layers/context.ts';
import { workshopFolder } from './base.ts';
import { type OwnPackage, originOf } from './origin.ts';
import type { Packed } from './tarball.ts';
import type { FileToWrite } from './write.ts';

/** The tool and the library as a repo depends on them, and both packed where the repo has to carry them. */
export type CarriedTool = Tool & { readonly packed?: Promise<readonly FileToWrite[]> };

/** The library that runs a repo; it has the version of the tool. */
const libraryName = 'serverless-workshop';

/** Where a build leaves the packed library: the tool takes it along. */
export const builtLibrary = `dist/${libraryName}.tgz`;

/** Beside what package.json names, npm always packs these. */
const alwaysPacked = ['LICENSE', 'README.md'];

/** What only a checkout needs. */
const developmentKeys = ['scripts', 'devDependencies', 'workspaces'];

/** The names of what a repo carries: the packed tool, and the packed library. */
export function carriedNames(own: Pick<OwnPackage, 'name' | 'version'>): string[] {
  return [packedName(own), packedName({ name: libraryName, version: own.version })];
}

/** The name of the packed tool. */
export function packedName({ name, version }: Pick<OwnPackage, 'name' | 'version'>): string {
  return `${name}-${version}.tgz`;
}

/**
 * Decides how a repo depends on the running tool and its library: an exact version where a registry has them, else packed, in `.workshop/`.
 * A build leaves it packed; elsewhere the packing begins here and ends while the repo is written.
 */
export function carryTool(own: OwnPackage): CarriedTool {
  const { version, root } = own;
  if (originOf(own) === 'registry') return { version, spec: version, library: version };
  const [tool = '', library = ''] = carriedNames(own).map((name) => `${workshopFolder}${name}`);
  const made = join(root, 'dist', packedName(own));
  const packing = isFresh(made, root) ? Promise.resolve(readFileSync(made)) : packNow(root);
  const packed = packing.then((bytes) => [
    { path: tool, content: bytes, executable: false },
    { path: library, content: readBuilt(join(root, builtLibrary)), executable: false },
  ]);
  return { version, spec: `file:${tool}`, library: `file:${library}`, packed };
}

/** True when a packed tool is there and no file of the package changed since. */
function isFresh(made: string, root: string): boolean {
  const madeAt = changedAt(made);
  return (
    madeAt > 0 && ['package.json', ...packedPaths(root).files].every((path) => changedAt(join(root, path)) <= madeAt)
  );
}

async function packNow(root: string): Promise<Buffer> {
  const { packTarball } = await import('./tarball.ts');
  return packTarball(packageFiles(root));
}

/** The files of the package at `root` as they are published, package.json without what only a checkout needs. */
export function packageFiles(root: string): Packed[] {
  const { manifest, files, bins } = packedPaths(root);
  for (const key of developmentKeys) delete manifest[key];
  const packed = files.map((path) => ({ path, bytes: readBuilt(join(root, path)), executable: bins.includes(path) }));
  const json = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8');
  return [...packed, { path: 'package.json', bytes: json, executable: false }];
}

function packedPaths(root: string): { manifest: Record<string, unknown>; files: string[]; bins: string[] } {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const named = (manifest.files ?? []) as string[];
  const files = [...named, ...alwaysPacked.filter((file) => changedAt(join(root, file)) > 0)].flatMap((file) =>
    filesBelow(root, file),
  );
  return { manifest, files, bins: Object.values((manifest.bin ?? {}) as Record<string, string>) };
}

/** A file, or all files of a folder. What is missing stays, for the error that names it. */
function filesBelow(root: string, path: string): string[] {
  if (!statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}

function readBuilt(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new WorkshopError('failed', `The tool is not complete: ${file} is missing.`, {
      hint: 'In a clone: npm run build. Else install the package again.',
      cause,
    });
  }
}

/** When a file was changed last, in milliseconds; 0 when it is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
