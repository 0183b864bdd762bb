import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, buildDir, bundleFunctions } from '../../deploy/index.ts';
import { repoRoot } from '../../repo.ts';

/**
 * Bundles every function and writes two files for the engine: `build/functions.yml` with the place of the code, which
 * is merged with services/<name>/function.yml, and `build/versions.yml` with the version of each function. Answers the
 * bundles. Throws when a bundle is over its budget.
 */
export async function packFunctions(): Promise<Bundle[]> {
  const bundles = await bundleFunctions();
  const code = Object.fromEntries(
    bundles.map(({ name, handler, files }) => [
      name,
      { handler: `build/${name}/main.${handler}`, package: { patterns: files.map((file) => `build/${name}/${file}`) } },
    ]),
  );
  const versions = Object.fromEntries(bundles.map(({ name }) => [name, versionOf(name)]));
  // The file is JSON, which is valid YAML.
  writeFileSync(join(buildDir(), 'functions.yml'), `${JSON.stringify(code, null, 2)}\n`);
  writeFileSync(join(buildDir(), 'versions.yml'), `${JSON.stringify(versions, null, 2)}\n`);
  return bundles;
}

/**
 * The version of a function: a hash of its code and of all deploy files, because its configuration is part of the
 * version.
 */
function versionOf(name: string): string {
  const hash = createHash('sha256');
  for (const file of [`deploy/build/${name}/main.mjs`, ...deployFiles()]) {
    hash.update(`${file}\0`).update(readFileSync(join(repoRoot(), file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function deployFiles(): string[] {
  const root = repoRoot();
  const within = (group: string, folder: string) =>
    readdirSync(join(root, group)).map((name) => join(group, name, folder));
  return ['deploy', 'deploy/resources', ...within('services', ''), ...within('packages', 'deploy')]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => join(folder, file)))
    .filter((file) => /\.yml$|function\.json$/.test(file))
    .sort();
}
