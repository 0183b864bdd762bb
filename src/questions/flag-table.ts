import { type Axis, axes } from '../layers/axes.ts';

/** The verbs of this version. `project` runs when the user types no verb, and has no word of its own. */
export type Verb = 'project' | 'doctor' | 'update' | 'advance' | 'add' | 'redrive';

/** The flags without a value, by the verbs that take them. */
export const switches = {
  yes: ['project', 'update', 'add'],
  'dry-run': ['project', 'update', 'add', 'redrive'],
  'no-install': ['project'],
  'no-git': ['project'],
  check: ['update', 'advance'],
  force: ['advance'],
  online: ['update'],
  diff: ['update'],
  'allow-dirty': ['update', 'advance'],
  'no-renames': ['update'],
  continue: ['update'],
  abort: ['update'],
  link: ['update'],
  json: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  debug: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  version: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
  help: ['project', 'doctor', 'update', 'advance', 'add', 'redrive'],
} as const;

/** The flags with a value, by the verbs that take them. */
export const texts: Readonly<Record<Text, readonly Verb[]>> = {
  ...(Object.fromEntries(axes.map((axis) => [axis, ['project']])) as unknown as Record<Axis, readonly Verb[]>),
  answers: ['project'],
  to: ['update'],
  set: ['update'],
  restore: ['update'],
  because: ['advance'],
  event: ['add'],
  body: ['add', 'redrive'],
  owner: ['add'],
  path: ['add'],
  failures: ['redrive'],
  only: ['redrive'],
};

/** The name of a flag with a value. */
export type Text =
  | Axis
  | 'answers'
  | 'to'
  | 'set'
  | 'restore'
  | 'because'
  | 'event'
  | 'body'
  | 'owner'
  | 'path'
  | 'failures'
  | 'only';

/** The name of a flag without a value. */
export type Switch = keyof typeof switches;

/** Flags of one letter. */
export const short: Readonly<Record<string, Switch>> = { y: 'yes', h: 'help', v: 'version' };

/** A sentence that tells the user what to write as a flag's value. */
export function valueHint(name: string): string {
  if (name === 'answers') return 'It is a JSON file: --answers answers.json.';
  if (name === 'to') return 'Write --to <version>, for example --to 1.2.0.';
  if (name === 'set') return 'Write --set <axis>=<id>, for example --set telemetry=cloudwatch.';
  if (name === 'because') return 'Write --because "the reason": docs/gates.md keeps it.';
  if (name === 'body') return 'Write --body sample, or --body empty.';
  if (name === 'failures') return 'Write --failures <folder>, a copy of the failure destination.';
  if (name === 'only') return 'Write --only <record id>; --dry-run lists them.';
  if (name === 'event') return 'Write --event <type>, for example --event shop.order.placed.v1.';
  if (name === 'owner') return 'Write --owner "<who is woken>".';
  if (name === 'restore') return 'Write --restore <path>, as it stood in the template.';
  return `Write --${name} <id>; --help lists the ids.`;
}
