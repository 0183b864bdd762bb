import { axes } from '../layers/axes.ts';

/** The answers that npm took for itself because `--` was missing before them. */
export function swallowedByNpm(
  env: NodeJS.ProcessEnv,
  verb: 'project' | 'update' | 'advance' | 'add' | 'redrive' = 'project',
): string[] {
  const names = swallowed[verb];
  return names.filter((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
}

/** The flags by which a missing `--` is seen: npm has no setting of these names, or none that means the same. */
const swallowed = {
  project: [...axes, 'answers', 'dry-run'],
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
