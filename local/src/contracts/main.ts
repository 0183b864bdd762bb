import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../repo.ts';
import { compileContracts } from './compile.ts';
import { drafts, release } from './release.ts';

// `npm run contracts [-- release <type>]`. The script in package.json gives the folder of the package that has the
// schemas.
const [, folder, verb, type = '', ...more] = process.argv.slice(2);
try {
  if (folder === undefined || (verb ?? 'release') !== 'release' || more.length > 0) {
    throw new Error('Usage: npm run contracts [-- release <type>]');
  }
  const at = join(repoRoot(), folder);
  const schemas = join(at, 'schemas');
  writeFileSync(join(at, 'src/contracts.generated.ts'), await compileContracts(schemas));
  if (verb) release(type, schemas);
  const free = drafts(schemas);
  if (free.length > 0) {
    console.log(
      `Free to change until "npm run contracts -- release <type>", before the first goes out: ${free.join(', ')}`,
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
