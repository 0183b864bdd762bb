import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDir, bundleFile, bundleFunctions } from 'serverless-workshop/deploy';

// Bundles the repo's functions as `npm run package` does, and the bare client in the same way. Prints the result.
const bundles = await bundleFunctions();
const functions = bundles.map((bundle) => ({ ...bundle, file: join(buildDir(), bundle.name, 'main.mjs') }));
const bareClient = join(buildDir(), 'bare-client', 'main.mjs');
await bundleFile(fileURLToPath(new URL('bare-client.mjs', import.meta.url)), bareClient);
console.log(JSON.stringify({ functions, bareClient }));
