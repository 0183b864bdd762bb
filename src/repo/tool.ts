import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import type { Tool } from '../layers/context.ts';
import { workshopFolder } from './base.ts';
import { type OwnPackage, originOf } from './origin.ts';
import type { Packed } from './tarball.ts';
import type { FileToWrite } from './write.ts';

/** The tool and the library as dependencies of a repo. Both are packed where the repo has to carry them. */
export type CarriedTool = Tool & { readonly packed?: Promise<readonly FileToWrite[]> };

/** The library that runs a repo. It has the same version as the tool. */
const libraryName = 'serverless-workshop';

/** Where a build puts the packed library, so that it is published with the tool. */
export const builtLibrary = `dist/${libraryName}.tgz`;

/** npm always packs these, besides what package.json names. */
const alwaysPacked = ['LICENSE', 'README.md'];

/** Keys of package.json that only a checkout needs. */
const developmentKeys = ['scripts', 'devDependencies', 'workspaces'];

/** The file names that a repo carries: the packed tool and the packed library. */
export function carriedNames(own: Pick<OwnPackage, 'name' | 'version'>): string[] {
  return [packedName(own), packedName({ name: libraryName, version: own.version })];
}

/** The name of the packed tool. */
export function packedName({ name, version }: Pick<OwnPackage, 'name' | 'version'>): string {
  return `${name}-${version}.tgz`;
}

/**
 * Decides how a repo depends on the running tool and its library: by an exact version when they came from a registry,
 * else by packed files in `.workshop/`. A build has packed the tool already. Without a build the packing starts here
 * and ends while the repo is written.
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

/** Whether the packed tool exists and no file of the package has changed since. */
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

/** The files of the package at `root` as they are published. package.json lacks the keys that only a checkout needs. */
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

/** A file, or all files of a folder. A missing path is returned as it is; reading it later gives the error. */
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

/** When a file was last changed, in milliseconds; 0 when it does not exist. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
