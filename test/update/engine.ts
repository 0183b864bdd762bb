export { readManifest } from '../../src/repo/manifest.ts';
export { abort } from '../../src/repo/update/abort.ts';
export { apply } from '../../src/repo/update/apply.ts';
export { prepare } from '../../src/repo/update/prepare.ts';
export { findRepository } from '../../src/repo/update/repository.ts';
export { resolve } from '../../src/repo/update/resolve.ts';
export { settle } from '../../src/repo/update/settle.ts';
