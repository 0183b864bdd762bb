import { fc } from '../laws.ts';

/** The kinds of files that a template may start with. */
export const contents = ['text', 'text', 'text', 'text', 'empty', 'no end', 'crlf', 'binary', 'umlaut'] as const;

/** What a new template may do to a file. */
export const templateChanges = [
  'edit',
  'edit',
  'edit',
  'add',
  'remove',
  'rename',
  'rename and edit',
  'mode',
  'refill',
  'swap',
  'shift',
  'look-alike',
  'file to folder',
  'folder to file',
] as const;

/** What a user may do to his repo. */
export const userEdits = [
  'insert',
  'insert',
  'change',
  'change',
  'cut',
  'delete',
  'rename',
  'rename and edit',
  'mode',
  'crlf',
  'own file',
  'own file',
  'look-alike',
  'link',
  'file to folder',
  'folder to file',
  'rename folder',
  'change case',
] as const;

/** What keeps an update from beginning. */
export const obstacles = [
  'untracked',
  'ignored',
  'dirty',
  'dirty and allowed',
  'merge',
  'unborn',
  'damaged base',
  'base outside',
  'new base outside',
  'locked index',
  'filter',
  'conflict of his own',
] as const;

/** How the story of an update goes on. */
const endings = ['commit', 'abort', 'half resolved, then abort', 'continue', 'obstacle', 'commit', 'abort'] as const;

const number = fc.nat({ max: 9999 });

/** Both sides often change the same few files: what nobody else touches merges by itself. */
const few = fc.nat({ max: 2 });

/** One change: what, at which file, to which place, and a seed for its lines. */
function change<T extends string>(kinds: readonly T[]) {
  return fc.record({ kind: fc.constantFrom(...kinds), at: fc.oneof(number, few), to: number, seed: number });
}

const round = fc.record({
  template: fc.array(change(templateChanges), { maxLength: 6, size: 'max' }),
  user: fc.array(change(userEdits), { maxLength: 6, size: 'max' }),
});

/** A repo from its first template on, as plain data that fast-check can make smaller. */
export const history = fc.record({
  files: fc.array(
    fc.record({
      path: number,
      content: fc.constantFrom(...contents),
      lines: fc.integer({ min: 3, max: 40 }),
      seed: number,
      executable: fc.nat({ max: 5 }).map((n) => n === 5),
      sample: fc.nat({ max: 3 }).map((n) => n === 3),
    }),
    { minLength: 5, maxLength: 25, size: 'max' },
  ),
  first: round,
  second: fc.option(round, { freq: 2 }),
  ending: fc.constantFrom(...endings),
  obstacle: fc.constantFrom(...obstacles),
  followRenames: fc.nat({ max: 7 }).map((n) => n < 7),
  below: fc.nat({ max: 3 }).map((n) => n === 3),
  seed: number,
});

/** See {@link history}. */
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** One change of a history. */
export type Change<K extends string> = {
  readonly kind: K;
  readonly at: number;
  readonly to: number;
  readonly seed: number;
};
