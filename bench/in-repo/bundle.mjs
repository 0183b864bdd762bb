import { join } from 'node:path';
import { buildDir, bundleFunctions } from '../deploy/bundle.mjs';

// Bundles the repo's functions as `npm run package` does, and prints what came out.
const bundles = await bundleFunctions();
console.log(JSON.stringify(bundles.map((bundle) => ({ ...bundle, file: join(buildDir, bundle.name, 'main.mjs') }))));
