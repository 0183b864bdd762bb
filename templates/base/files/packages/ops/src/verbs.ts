import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { RefusedError } from './refused.ts';

/** One verb of `npm run ops`. */
export type Verb = {
  /** One line: what it does. */
  readonly summary: string;
  readonly usage: string;
  /** Throws `RefusedError` before it has changed anything. */
  run(args: readonly string[]): Promise<void>;
};

const folder = new URL('./verbs/', import.meta.url);

/** The names of all verbs: one file each in `verbs/`, so that a stage brings its own. */
export function verbs(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

/** Loads a verb. Refuses a name that is none, with those that are. */
export async function verbOf(name: string): Promise<Verb> {
  if (!verbs().includes(name)) {
    throw new RefusedError(`"${name}" is no verb of npm run ops. There are: ${verbs().join(', ')}.`);
  }
  return (await import(new URL(`${name}.ts`, folder).href)) as Verb;
}
