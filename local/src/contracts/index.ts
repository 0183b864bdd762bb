export { breaks } from './compatibility.ts';
export { compileContracts } from './compile.ts';
export { drafts, release } from './release.ts';
