import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDir, bundleFunctions } from './bundle.mjs';

/**
 * Bundles every function and tells the engine where its code is: `build/functions.yml`, merged with services/<name>/function.yml.
 * Answers what was bundled. Throws when a bundle is over its budget.
 */
export async function packFunctions() {
  const bundles = await bundleFunctions();
  const code = Object.fromEntries(
    bundles.map(({ name, handler, files }) => [
      name,
      { handler: `build/${name}/main.${handler}`, package: { patterns: files.map((file) => `build/${name}/${file}`) } },
    ]),
  );
  // JSON is YAML.
  writeFileSync(join(buildDir, 'functions.yml'), `${JSON.stringify(code, null, 2)}\n`);
  return bundles;
}
