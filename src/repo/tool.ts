import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import type { Tool } from '../layers/context.ts';
import { workshopFolder } from './base.ts';
import { type OwnPackage, originOf } from './origin.ts';
import type { Packed } from './tarball.ts';
import type { FileToWrite } from './write.ts';

/** The tool as a repo depends on it, and the packed tool where the repo has to carry it. */
export type CarriedTool = Tool & { readonly packed?: Promise<FileToWrite> };

/** Beside what package.json names, npm always packs these. */
const alwaysPacked = ['LICENSE', 'README.md'];

/** What only a checkout needs. */
const developmentKeys = ['scripts', 'devDependencies'];

/** The name of the packed tool. */
export function packedName({ name, version }: Pick<OwnPackage, 'name' | 'version'>): string {
  return `${name}-${version}.tgz`;
}

/**
 * Decides how a repo depends on the running tool: an exact version where a registry has it, else the packed tool in `.workshop/`.
 * A build leaves it packed; elsewhere the packing begins here and ends while the repo is written.
 */
export function carryTool(own: OwnPackage): CarriedTool {
  const { version, root } = own;
  if (originOf(own) === 'registry') return { version, spec: version };
  const name = packedName(own);
  const path = `${workshopFolder}${name}`;
  const made = join(root, 'dist', name);
  const bytes = isFresh(made, root) ? Promise.resolve(readFileSync(made)) : packNow(root);
  return { version, spec: `file:${path}`, packed: bytes.then((all) => ({ path, content: all, executable: false })) };
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
  const files = [...named, ...alwaysPacked.filter((file) => changedAt(join(root, file)) > 0)];
  return { manifest, files, bins: Object.values((manifest.bin ?? {}) as Record<string, string>) };
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
