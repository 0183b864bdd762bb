import type { Merge, SameMeaning } from './merged.ts';

/** How a format is merged, and how to check whether a line merge kept the meaning. */
export type Structure = { readonly merge: Merge; readonly sameMeaning: SameMeaning };

// Package managers own their lockfiles. The update itself writes the manifest.
const never = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'workshop.json']);

/**
 * How the file at this path is merged by structure; `undefined` when it is merged by lines. The code of a format is
 * loaded on first use, since most updates contain no YAML.
 */
export async function structureOf(path: string): Promise<Structure | undefined> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (never.has(name) || /(^|[.-])lock\.(json|ya?ml)$/.test(name)) return undefined;
  if (name === 'package.json') {
    const { mergePackageJsonVersions, sameMeaningPackageJson } = await import('./package-json.ts');
    return { merge: mergePackageJsonVersions, sameMeaning: sameMeaningPackageJson };
  }
  if (name === '.env.example') {
    const { mergeEnvExampleVersions, sameMeaningEnvExample } = await import('./env-example.ts');
    return { merge: mergeEnvExampleVersions, sameMeaning: sameMeaningEnvExample };
  }
  if (/\.jsonc?$/.test(name)) {
    const { mergeJson, sameMeaningJson } = await import('./json.ts');
    return { merge: (versions) => mergeJson(versions), sameMeaning: (...all) => sameMeaningJson(...all) };
  }
  if (/\.ya?ml$/.test(name)) {
    const { mergeYaml, sameMeaningYaml } = await import('./yaml.ts');
    return { merge: (versions) => mergeYaml(versions), sameMeaning: (...all) => sameMeaningYaml(...all) };
  }
  return undefined;
}
