import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { functions } from '../repo.ts';
import { RefusedError } from './refused.ts';

/** One verb of `npm run ops`: what a module in the folder of verbs exports. */
export type Verb = {
  /** One line: what it does. */
  readonly summary: string;
  readonly usage: string;
  /** Throws `RefusedError` before it has changed anything. */
  run(args: readonly string[]): Promise<void>;
};

/** The verbs that a repo has. */
export type Verbs = {
  names(): string[];
  /** Loads a verb. Refuses a name that is none, with those that are. */
  load(name: string): Promise<Verb>;
};

/** The verbs that are the same in every repo. */
const common: Readonly<Record<string, () => Promise<Verb>>> = {
  drain: () => import('./verbs/drain.ts'),
  'roll-back': () => import('./verbs/roll-back.ts'),
  smoke: () => import('./verbs/smoke.ts'),
};

/** The verbs of a repo: those that all repos have, and one for each file in its `folder`. A file of the same name takes the place of a common one. */
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

/** A repo without a stream has nothing to drain. */
function isOfUse(name: string): boolean {
  return name !== 'drain' || functions().some(({ definition }) => definition.trigger.type === 'stream');
}
