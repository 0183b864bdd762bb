import { installOnce } from './cloud/packaged.ts';
import { installValidators } from './cloud/tools.ts';

/** Installs what all composed repos share, once and before the first file of tests: they run side by side. */
export default async function install(): Promise<void> {
  await installOnce();
  await installValidators();
}
