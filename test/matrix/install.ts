import { installOnce } from './cloud/packaged.ts';
import { installValidators } from './cloud/tools.ts';

/** Installs what all composed repos share, before the first file of tests. */
export default async function install(): Promise<void> {
  await installOnce();
  await installValidators();
}
