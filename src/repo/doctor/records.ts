import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { sha256 } from '../../tree/record.ts';
import { basePath, readBase } from '../base.ts';
import { manifestPath, type RecordedManifest, readManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import type { Finding } from './finding.ts';

/** Looks at what the tool wrote down: the manifest, and the base that later updates compare with. */
export function recordFindings(root: string, own: OwnPackage): Finding[] {
  let manifest: RecordedManifest | undefined;
  try {
    manifest = readManifest(root);
  } catch (error) {
    return [broken(manifestPath, error)];
  }
  if (!manifest) return [];
  const { version } = manifest.generator;
  return [
    { what: manifestPath, status: 'ok', detail: `made by version ${version}` },
    ...(version === own.version
      ? []
      : [
          {
            what: 'tool',
            status: 'warn',
            detail: `this is version ${own.version}, the repo was made by ${version}`,
            mend: 'npm run workshop -- doctor',
          } as const,
        ]),
    baseFinding(root, manifest),
  ];
}

function baseFinding(root: string, manifest: RecordedManifest): Finding {
  try {
    const bytes = readFileSync(join(root, basePath));
    const records = readBase(bytes);
    if (sha256(bytes) === manifest.base)
      return { what: basePath, status: 'ok', detail: `${records.length} files, digest as recorded` };
    return {
      what: basePath,
      status: 'broken',
      detail: `its digest is not the one in ${manifestPath}`,
      mend: `git checkout HEAD -- ${basePath} ${manifestPath}`,
    };
  } catch (error) {
    return broken(basePath, error);
  }
}

function broken(what: string, error: unknown): Finding {
  const hint = error instanceof WorkshopError ? error.hint : `git checkout HEAD -- ${what}`;
  const { message } = error as Error;
  return { what, status: 'broken', detail: message, ...(hint !== undefined && { mend: hint }) };
}
