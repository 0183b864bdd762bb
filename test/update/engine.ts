export { readManifest } from '../../src/repo/manifest.ts';
export { apply } from '../../src/repo/update/apply/apply.ts';
export { resolve } from '../../src/repo/update/apply/resolve.ts';
export { restorePath } from '../../src/repo/update/apply/restore-deleted.ts';
export { findRepository } from '../../src/repo/update/git/repository.ts';
export { prepare } from '../../src/repo/update/plan/prepare.ts';
export { abort } from '../../src/repo/update/recover/abort.ts';
export { recover } from '../../src/repo/update/recover/recover.ts';
