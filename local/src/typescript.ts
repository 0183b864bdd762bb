import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Node's arguments to run TypeScript. */
export function typescriptArgs(): string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
