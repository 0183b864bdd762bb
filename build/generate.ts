import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limitsSource } from './limits.ts';
import { buildTemplates } from './templates.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Makes what is derived from `templates/` and from the library's parts: the pack in `dist/`, the registry and the
 * limits in `src/layers/`.
 */
export function generate(): void {
  const built = buildTemplates(`${root}templates`);
  replace(`${root}dist/templates.pack`, built.pack);
  replace(`${root}src/layers/registry.generated.ts`, Buffer.from(built.registrySource));
  replace(`${root}src/layers/limits.generated.ts`, Buffer.from(limitsSource(`${root}local/src`)));
}

/** Replaces a file with one rename, so that a second build never reads half a file. */
function replace(file: string, bytes: Buffer): void {
  try {
    if (readFileSync(file).equals(bytes)) return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, bytes);
  renameSync(staged, file);
}
