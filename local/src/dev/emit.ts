import { RefusedError } from '../ops/refused.ts';
import { emitSample } from './emit-sample.ts';

// `npm run emit -- <type>`. The script in package.json gives the package that has the schemas.
const [, folder = '', ...words] = process.argv.slice(2);
try {
  for (const line of await emitSample(folder, words)) console.log(line);
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = error instanceof RefusedError ? 3 : 1;
}
