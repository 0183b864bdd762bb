import { axes } from '../layers/axes.ts';

/** The answers that npm took for itself because `--` was missing before them. */
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
  // npm keeps --no-x as x, off: it writes off as nothing, or as a word where the setting takes words, like its own `git`.
  return ['', 'false'].includes(setting(name.slice('no-'.length)) ?? 'absent');
}

/** The flags by which a missing `--` is seen: npm has no setting of these names, or none that means the same. */
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
