import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { load } from 'js-yaml';
import { repoRoot } from '../../repo.ts';

type Settings = { readonly network?: { readonly reach?: string } & Readonly<Record<string, unknown>> };

/**
 * Checks the settings of a stage against what the deploy files in `folder` read from them. Throws with key and file for
 * each setting that is missing or still a <placeholder>. The stage `offline` may keep placeholders.
 */
export function checkSettings(stage: string, folder = join(repoRoot(), 'deploy')): void {
  const file = join(folder, `settings.${stage}.yml`);
  const name = `deploy/settings.${stage}.yml`;
  if (!existsSync(file)) {
    throw new Error(`${name} is missing. Copy deploy/settings.example.yml to it and replace every <placeholder>.`);
  }
  const settings = (load(readFileSync(file, 'utf8')) ?? {}) as Settings;
  const problems: string[] = [];
  for (const { key, optional, usedIn } of settingsInUse(folder)) {
    const value = valueAt(settings, key);
    if (value === undefined && !optional) problems.push(`${name} has no ${key} (read by ${usedIn})`);
    const placeholder = /<[a-z][a-z0-9-]*>/.exec(JSON.stringify(value) ?? '')?.[0];
    if (placeholder && stage !== 'offline') {
      problems.push(`${name} still has ${placeholder} at ${key} (read by ${usedIn})`);
    }
  }
  for (const path of filesNamedBy(settings)) {
    if (!existsSync(join(folder, path))) {
      problems.push(`${name} reads ${path}, which is not there: settings.example.yml says what is read now`);
    }
  }
  if (settings.network?.reach === 'subnets') {
    for (const key of ['subnetIds', 'securityGroupIds']) {
      // Without them Lambda would run outside of your network and give no error.
      const ids = settings.network[key] as readonly unknown[] | undefined;
      if (!ids?.length) problems.push(`${name} has network.reach: subnets, but no network.${key}`);
    }
  }
  if (problems.length > 0) throw new Error(`Not ready to package:\n  ${problems.join('\n  ')}`);
}

/** The files that the settings themselves include, where no default replaces a missing file. */
function filesNamedBy(settings: Settings): string[] {
  return [...JSON.stringify(settings).matchAll(/\$\{file\(([^)$]+)\)(?::[\w.-]+)?\}/g)].map(([, path = '']) => path);
}

function valueAt(settings: unknown, key: string): unknown {
  const step = (at: unknown, part: string) => (at as Readonly<Record<string, unknown>> | null | undefined)?.[part];
  return key.split('.').reduce(step, settings);
}

type Used = { readonly key: string; readonly optional: boolean; readonly usedIn: string };

/** The settings that serverless.yml and the files it includes read. Others need no value. */
function settingsInUse(folder: string): Used[] {
  const found = new Map<string, Used>();
  const seen = new Set<string>();
  const follow = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8').replace(/^\s*#.*$/gm, '');
    for (const [, key = '', fallback] of text.matchAll(/\$\{self:custom\.settings\.([\w.]+)(,[^}]*)?\}/g)) {
      if (found.has(key)) continue;
      found.set(key, { key, optional: Boolean(fallback), usedIn: relative(resolve(folder, '..'), file) });
    }
    // The engine resolves the paths of all includes from deploy/.
    for (const [, path = ''] of text.matchAll(/\$\{file\(([^)$]+)\)/g)) follow(resolve(folder, path));
  };
  follow(join(folder, 'serverless.yml'));
  return [...found.values()];
}
