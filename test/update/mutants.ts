import type { Mutation } from './bundle.ts';
import type { Property } from './check.ts';

/** An engine with one fault, and the promise that it breaks. */
export type Mutant = {
  readonly name: string;
  readonly breaks: Property;
  /** The first history that has to do with it: only a short cut, the ones behind it are played too. */
  readonly from: number;
  readonly mutations: readonly Mutation[];
};

const decide = 'repo/update/plan/decide.ts';

/** Faults that other tools have or had, and those that our own design could grow. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a rename leaves the old file behind',
    breaks: 'P1',
    from: 8,
    mutations: [
      { file: 'repo/update/plan/plan.ts', replace: 'if (from !== undefined) changes.set(from, undefined);', by: '' },
    ],
  },
  {
    name: 'the same template is written again',
    breaks: 'P2',
    from: 0,
    mutations: [
      { file: 'repo/update/plan/plan.ts', replace: 'if (now?.oid !== version.oid) changes.set', by: 'changes.set' },
    ],
  },
  {
    name: 'two-way: the base is ignored, theirs overwrites edits',
    breaks: 'P3',
    from: 35,
    mutations: [{ file: decide, replace: 'if (ours.oid === oldId) {', by: 'if (ours.oid !== newId) {' }],
  },
  {
    name: 'a slot that another file fills is merged by lines',
    breaks: 'P3',
    from: 54,
    mutations: [
      {
        file: 'repo/update/plan/base-changes.ts',
        replace: 'records.set(record.id, record)',
        by: 'records.set(record.path, record)',
      },
    ],
  },
  {
    name: 'a look-alike is followed as a rename of the template',
    breaks: 'P3',
    from: 27,
    mutations: [
      {
        file: 'repo/update/plan/match.ts',
        replace: "import { findUserRenames } from './user-renames.ts';",
        by: "import { findUserRenames } from './user-renames.ts';\nimport { similarity } from './similarity.ts';",
      },
      {
        file: 'repo/update/plan/match.ts',
        replace: '  const { was, will, oldPaths } = changes;',
        by: `  const { was, will: byId, oldPaths } = changes;
  const will = new Map(byId);
  for (const [id, next] of byId) {
    const gone = [...was.values()].find((old) => !will.has(old.id) && similarity(old.bytes, next.bytes) >= 0.5);
    if (was.has(id) || !gone) continue;
    will.delete(id);
    will.set(gone.id, next);
  }`,
      },
    ],
  },
  {
    name: 'a binary of the user is replaced without a conflict',
    breaks: 'P3',
    from: 54,
    mutations: [
      {
        file: decide,
        replace: "  if (merged.kind === 'binary') {",
        by: `  if (merged.kind === 'binary') {
    return { ...known, fate: 'updated', reason: '', notes, file: { mode, oid: newId, bytes: will.bytes } };`,
      },
    ],
  },
  {
    name: 'a conflict has no stages',
    breaks: 'P3',
    from: 18,
    mutations: [{ file: 'repo/update/apply/apply.ts', replace: 'if (lines.length === 0) return;', by: 'return;' }],
  },
  {
    name: 'the line endings of the user are lost',
    breaks: 'P3',
    from: 35,
    mutations: [
      {
        file: 'repo/update/merge/merge-file.ts',
        replace: '  const ending = lineEndingOf(ours);\n  if (ending === undefined)',
        by: `  const ending = '\\n';
  if (ours.length > 0) {
    return { base: withLineEnding(base, ending), ours: withLineEnding(ours, ending), theirs: withLineEnding(theirs, ending) };
  }
  if (ending === undefined)`,
      },
    ],
  },
  {
    name: 'the new base is not written',
    breaks: 'P4',
    from: 0,
    mutations: [
      {
        file: 'repo/update/plan/plan.ts',
        replace: 'if (now?.oid !== version.oid) changes.set',
        by: "if (now?.oid !== version.oid && path === 'workshop.json') changes.set",
      },
    ],
  },
  {
    name: 'what is in the way is not seen',
    breaks: 'P5',
    from: 25,
    mutations: [{ file: 'repo/update/plan/in-the-way.ts', replace: 'if (found.size === 0) return;', by: 'return;' }],
  },
  {
    name: 'an abort forgets modes',
    breaks: 'P6',
    from: 0,
    mutations: [
      {
        file: 'repo/update/recover/return-file.ts',
        replace: 'chmodSync(staged, disk.mode);',
        by: 'chmodSync(staged, 0o644);',
      },
    ],
  },
  {
    name: 'an abort forgets files that went',
    breaks: 'P6',
    from: 2,
    mutations: [
      {
        file: 'repo/update/recover/return-file.ts',
        replace: '  if (!disk) return;',
        by: '  if (!disk || kindAt(join(repository.root, path)) === undefined) return;',
      },
    ],
  },
  {
    name: 'an abort forgets the index',
    breaks: 'P6',
    from: 0,
    mutations: [
      { file: 'repo/update/recover/undo-update.ts', replace: '  await restoreIndex(repository, touched);', by: '' },
    ],
  },
  {
    name: 'what the user deleted comes back',
    breaks: 'P7',
    from: 36,
    mutations: [
      {
        file: decide,
        replace: ': stillGone(was, will);',
        by: ": { fate: 'added', path: will.path, role: will.role, reason: '', notes: [], file: versionOf(will, at) };",
      },
    ],
  },
  {
    name: 'files that the plan removes stay',
    breaks: 'P8',
    from: 2,
    mutations: [
      {
        file: 'repo/update/apply/result-commit.ts',
        replace: '  for (const [path] of gone) parts.push',
        by: '  for (const [path] of gone.slice(1)) parts.push',
      },
    ],
  },
  {
    name: 'modes are ignored',
    breaks: 'P9',
    from: 7,
    mutations: [
      {
        file: decide,
        replace: 'const mode = ours.mode === was.mode ? will.mode : ours.mode;',
        by: 'const mode = ours.mode;',
      },
    ],
  },
  {
    name: 'a change to a deleted file is dropped without a word',
    breaks: 'P9',
    from: 31,
    mutations: [{ file: decide, replace: ': stillGone(was, will);', by: ': undefined;' }],
  },
];
