import type { Labels } from './merge-lines.ts';

/** How the sides of a conflict are called: by version, and where that is the same by the answers that change. */
export function labelsFor(from: string, to: string, changed: readonly { from: string; to: string }[]): Labels {
  const named = (version: string, answers: readonly string[]) => ['template', version, ...answers].join(' ');
  const same = from === to;
  return {
    ours: 'yours',
    base: named(from, same ? changed.map((change) => change.from) : []),
    theirs: named(to, same ? changed.map((change) => change.to) : []),
  };
}
