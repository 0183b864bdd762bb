import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { functions } from '../repo.ts';
import { RefusedError } from './refused.ts';

/** One verb of `npm run ops`, as a module in the folder of verbs exports it. */
export type Verb = {
  /** What it does, in one line. */
  readonly summary: string;
  readonly usage: string;
  /** Throws `RefusedError` only before it has changed anything. */
  run(args: readonly string[]): Promise<void>;
};

/** The verbs that a repo has. */
export type Verbs = {
  names(): string[];
  /** Loads a verb. Refuses an unknown name and lists the known ones. */
  load(name: string): Promise<Verb>;
};

/** The verbs that every repo has. */
const common: Readonly<Record<string, () => Promise<Verb>>> = {
  drain: () => import('./verbs/drain.ts'),
  'roll-back': () => import('./verbs/roll-back.ts'),
  smoke: () => import('./verbs/smoke.ts'),
};

/**
 * The verbs of a repo: those that every repo has, and one for each file in its `folder`. A file with the name of a
 * common verb replaces it.
 */
export function verbsIn(folder: URL): Verbs {
  const own = () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => basename(file, '.ts'));
  const names = () => [...new Set([...own(), ...Object.keys(common).filter(isOfUse)])].sort();
  return {
    names,
    async load(name) {
      if (!names().includes(name)) {
        throw new RefusedError(`"${name}" is no verb of npm run ops. There are: ${names().join(', ')}.`);
      }
      if (own().includes(name)) return import(/* @vite-ignore */ new URL(`${name}.ts`, folder).href);
      return (common[name] as () => Promise<Verb>)();
    },
  };
}

/** Whether a common verb is useful here. A repo without a stream has nothing to drain. */
function isOfUse(name: string): boolean {
  return name !== 'drain' || functions().some(({ definition }) => definition.trigger.type === 'stream');
}
