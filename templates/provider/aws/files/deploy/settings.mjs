import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const deploy = fileURLToPath(new URL('.', import.meta.url));

/**
 * Checks the settings of a stage against what the deploy files read from them. Throws with key and file for everything that is missing
 * or still a <placeholder>; the stage `offline` may keep placeholders.
 */
export function checkSettings(stage, folder = deploy) {
  const file = join(folder, `settings.${stage}.yml`);
  const name = `deploy/settings.${stage}.yml`;
  if (!existsSync(file)) {
    throw new Error(`${name} is missing. Copy deploy/settings.example.yml to it and replace every <placeholder>.`);
  }
  const settings = load(readFileSync(file, 'utf8')) ?? {};
  const problems = [];
  for (const { key, optional, usedIn } of settingsInUse(folder)) {
    const value = key.split('.').reduce((at, part) => at?.[part], settings);
    if (value === undefined && !optional) problems.push(`${name} has no ${key} (read by ${usedIn})`);
    const placeholder = /<[a-z][a-z0-9-]*>/.exec(JSON.stringify(value) ?? '')?.[0];
    if (placeholder && stage !== 'offline') {
      problems.push(`${name} still has ${placeholder} at ${key} (read by ${usedIn})`);
    }
  }
  if (settings.network?.reach === 'subnets') {
    for (const key of ['subnetIds', 'securityGroupIds']) {
      // Without them Lambda would quietly stay outside of your network.
      if (!settings.network[key]?.length) problems.push(`${name} has network.reach: subnets, but no network.${key}`);
    }
  }
  if (problems.length > 0) throw new Error(`Not ready to package:\n  ${problems.join('\n  ')}`);
}

/** Every setting that serverless.yml, or a file it includes, reads: what is not read need not be filled in. */
function settingsInUse(folder) {
  const found = new Map();
  const seen = new Set();
  const follow = (file) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8').replace(/^\s*#.*$/gm, '');
    for (const [, key, fallback] of text.matchAll(/\$\{self:custom\.settings\.([\w.]+)(,[^}]*)?\}/g)) {
      if (!found.has(key))
        found.set(key, { key, optional: Boolean(fallback), usedIn: relative(resolve(folder, '..'), file) });
    }
    // Paths in an include are always counted from deploy/.
    for (const [, path] of text.matchAll(/\$\{file\(([^)$]+)\)/g)) follow(resolve(folder, path));
  };
  follow(join(folder, 'serverless.yml'));
  return [...found.values()];
}
