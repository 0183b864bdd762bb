import { axes } from '../layers/axes.ts';

/** The answers that npm took for itself, because `--` was missing before them. */
export function swallowedByNpm(
  env: NodeJS.ProcessEnv,
  verb: 'project' | 'update' | 'advance' | 'add' | 'redrive' = 'project',
): string[] {
  const names = swallowed[verb];
  return names.filter((name) => isSwallowed(name, env));
}

function isSwallowed(name: string, env: NodeJS.ProcessEnv): boolean {
  const setting = (key: string) => env[`npm_config_${key.replaceAll('-', '_')}`];
  if (!name.startsWith('no-')) return setting(name) !== undefined;
  // npm turns --no-x into x with an empty value, or into the word `false` for a setting that takes words, such as its
  // own `git`.
  return ['', 'false'].includes(setting(name.slice('no-'.length)) ?? 'absent');
}

/** Flags that reveal a missing `--`. npm has no setting with these names, or none with the same meaning. */
const swallowed = {
  project: [...axes, 'answers', 'dry-run', 'no-install', 'no-git'],
  update: [
    'set',
    'to',
    'restore',
    'check',
    'diff',
    'allow-dirty',
    'no-renames',
    'continue',
    'abort',
    'link',
    'dry-run',
  ],
  advance: ['because', 'check', 'allow-dirty'],
  add: ['event', 'body', 'owner', 'path'],
  redrive: ['failures', 'body', 'dry-run'],
} as const;
