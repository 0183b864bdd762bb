import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { axes } from '../../layers/axes.ts';
import { layersOf } from '../../layers/registry.ts';
import { basePath, readBase, recordedBytes } from '../base.ts';
import { manifestPath, type RecordedManifest, readManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import type { Finding } from './finding.ts';
import { readJson } from './workspace.ts';

/** Checks the tool's own records: the manifest, and the base that later updates compare with. */
export function recordFindings(root: string, own: OwnPackage): Finding[] {
  let manifest: RecordedManifest | undefined;
  try {
    manifest = readManifest(root);
  } catch (error) {
    return [otherSchema(root, error as Error, own) ?? broken(manifestPath, error)];
  }
  if (!manifest) return [];
  const { version } = manifest.generator;
  const unknown = unknownAnswers(manifest, own);
  return [
    ...(unknown.length > 0
      ? unknown
      : [{ what: manifestPath, status: 'ok', detail: `made by version ${version}` } as const]),
    ...(version === own.version
      ? []
      : [
          {
            what: 'tool',
            status: 'warn',
            detail: `this is version ${own.version}, the repo was made by ${version}`,
            mend: toolOfTheRepo,
          } as const,
        ]),
    baseFinding(root, manifest),
  ];
}

const toolOfTheRepo = 'npm run workshop -- doctor';

/** Finds answers that this version does not know. They were written by hand, or by another version of the tool. */
function unknownAnswers({ answers, generator }: RecordedManifest, own: OwnPackage): Finding[] {
  return axes.flatMap((axis): Finding[] => {
    const answer = answers[axis];
    const ids = layersOf(axis).map(({ id }) => id);
    // An older version had fewer questions. The next update asks the missing ones.
    if (answer === undefined || ids.includes(answer)) return [];
    return [
      {
        what: manifestPath,
        status: 'broken',
        detail: `this version has no ${axis} "${answer}"; it has: ${ids.join(', ')}`,
        mend: generator.version === own.version ? `git checkout HEAD -- ${manifestPath}` : toolOfTheRepo,
      },
    ];
  });
}

/**
 * A manifest of another schema. The original error tells the user to run the doctor, which is already running, so
 * another hint is needed.
 */
function otherSchema(root: string, { message }: Error, own: OwnPackage): Finding | undefined {
  const manifest = readJson<{ schema?: unknown }>(root, manifestPath);
  if (typeof manifest !== 'object' || manifest === null || manifest.schema === 1) return undefined;
  const newer = Number(manifest.schema) > 1;
  const mend = newer
    ? `The repo is of a newer tool; look with that: npx ${own.name}@latest doctor`
    : `git checkout HEAD -- ${manifestPath}`;
  return { what: manifestPath, status: 'broken', detail: message, mend };
}

function baseFinding(root: string, manifest: RecordedManifest): Finding {
  try {
    const bytes = readFileSync(join(root, basePath));
    const recorded = recordedBytes(bytes, manifest.base);
    const records = readBase(recorded ?? bytes);
    if (recorded) return { what: basePath, status: 'ok', detail: `${records.length} files, digest as recorded` };
    return {
      what: basePath,
      status: 'broken',
      detail: `its digest is not the one in ${manifestPath}`,
      mend: `git checkout HEAD -- ${basePath} ${manifestPath}`,
    };
  } catch (error) {
    return error instanceof WorkshopError ? broken(basePath, error) : unreadableBase(error as NodeJS.ErrnoException);
  }
}

/** The system's own message would only give an absolute path. */
function unreadableBase({ code, message }: NodeJS.ErrnoException): Finding {
  const missing = 'it is missing: without it nobody can tell your edits from the template';
  return {
    what: basePath,
    status: 'broken',
    detail: code === 'ENOENT' ? missing : `it cannot be read: ${code ?? message}`,
    mend: `git checkout HEAD -- ${basePath}, or make it again: npm run workshop -- update --link`,
  };
}

function broken(what: string, error: unknown): Finding {
  const hint = error instanceof WorkshopError ? error.hint : `git checkout HEAD -- ${what}`;
  const { message } = error as Error;
  return { what, status: 'broken', detail: message, ...(hint !== undefined && { mend: hint }) };
}
