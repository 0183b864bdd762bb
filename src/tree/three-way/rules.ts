import type { Merge, SameMeaning } from './merged.ts';

/** How a format is merged, and how to ask whether a line merge of it kept the meaning. */
export type Structure = { readonly merge: Merge; readonly sameMeaning: SameMeaning };

// Package managers own their lockfiles; the engine writes the manifest itself.
const never = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'workshop.json']);

/**
 * How the file at this path is merged by structure; `undefined` when its lines are merged.
 * A format is loaded when a file of it comes: most updates have no YAML to merge.
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
