import { overlay } from '../tree/overlay.ts';
import { fillPath, render } from '../tree/render.ts';
import { sourceOf } from './compose.ts';
import { type DeployFiles, deployFilesOf } from './functions.ts';
import type { Pack } from './pack.ts';
import { providerOf } from './registry.ts';

/** What can be added to a repo: a folder of `templates/add/`. */
export type Pattern = 'event' | 'glue' | 'task' | 'map-reduce' | 'extension' | 'feature' | 'split';

/** What a pattern is built on: the files of every function that reads a stream, or of every function behind a route. */
const foundations: Readonly<Partial<Record<Pattern, string>>> = {
  glue: 'add/function',
  task: 'add/function',
  'map-reduce': 'add/function',
  extension: 'add/function',
  feature: 'add/route',
  split: 'add/route',
};

/** The values for the placeholders of a pattern. */
export type PatternContext = Readonly<Record<string, string>>;

/**
 * The files that a pattern makes, with the chosen body where it offers bodies. A function also gets the files that
 * every function of its kind has (`add/function`, `add/route`) and the deploy files of the provider's recipe, each with
 * the list in which it is entered. In a path `__name__` stands for the name and `__event__` for the event. The files
 * belong to the user from then on and are in no base.
 */
export function renderPattern(
  {
    pattern,
    provider,
    body,
  }: { readonly pattern: Pattern; readonly provider: string; readonly body: string | undefined },
  context: PatternContext,
  pack: Pack,
): DeployFiles {
  const foundation = foundations[pattern];
  const folders = [
    ...(foundation ? [foundation] : []),
    `add/${pattern}`,
    ...(body ? [`add/${pattern}/body/${body}`] : []),
  ];
  const tree = overlay(folders.map((folder) => render(sourceOf(folder, {}, pack), context)));
  const own = new Map([...tree].map(([path, file]) => [fillPath(path, context), file]));
  const functions = { folder: `add/${pattern}`, notes: `${foundation}/functions` };
  const maker = { id: provider, provider: providerOf(provider) };
  const deployed = deployFilesOf(own, functions, maker, context, pack);
  return { tree: overlay([own, deployed.tree]), entries: deployed.entries };
}
