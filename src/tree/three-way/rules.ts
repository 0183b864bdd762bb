import { mergeEnvExampleVersions, sameMeaningEnvExample } from './env-example.ts';
import { mergeJson, sameMeaningJson } from './json.ts';
import type { Merge, SameMeaning } from './merged.ts';
import { mergePackageJsonVersions, sameMeaningPackageJson } from './package-json.ts';
import { mergeYaml, sameMeaningYaml } from './yaml.ts';

type Structure = { readonly merge: Merge; readonly sameMeaning: SameMeaning };

const env: Structure = { merge: mergeEnvExampleVersions, sameMeaning: sameMeaningEnvExample };
const json: Structure = { merge: (versions) => mergeJson(versions), sameMeaning: (...all) => sameMeaningJson(...all) };
const packageJson: Structure = { merge: mergePackageJsonVersions, sameMeaning: sameMeaningPackageJson };
const yaml: Structure = { merge: (versions) => mergeYaml(versions), sameMeaning: (...all) => sameMeaningYaml(...all) };

// Package managers own their lockfiles; the engine writes the manifest itself.
const never = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'workshop.json']);

/** How the file at this path is merged by structure; `undefined` when its lines are merged. */
export function structureOf(path: string): Merge | undefined {
  return find(path)?.merge;
}

/** How to ask whether a line merge of the file at this path kept its meaning; `undefined` where `structureOf` is. */
export function sameMeaningOf(path: string): SameMeaning | undefined {
  return find(path)?.sameMeaning;
}

function find(path: string): Structure | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (never.has(name) || /(^|[.-])lock\.(json|ya?ml)$/.test(name)) return undefined;
  if (name === 'package.json') return packageJson;
  if (name === '.env.example') return env;
  if (/\.jsonc?$/.test(name)) return json;
  return /\.ya?ml$/.test(name) ? yaml : undefined;
}
