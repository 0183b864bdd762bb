import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Node's arguments for running TypeScript. */
export function typescriptArgs(): string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
