import { overlay } from '../tree/overlay.ts';
import { fillPath, render } from '../tree/render.ts';
import { sourceOf } from './compose.ts';
import { type DeployFiles, deployFilesOf } from './functions.ts';
import type { Pack } from './pack.ts';
import { providerOf } from './registry.ts';

/** What can be added to a repo: a folder of `templates/add/`. */
export type Pattern = 'event' | 'glue' | 'task' | 'map-reduce' | 'extension' | 'feature' | 'split';

/** What a pattern stands on: what every function on a stream has, or every function behind a route. */
const foundations: Readonly<Partial<Record<Pattern, string>>> = {
  glue: 'add/function',
  task: 'add/function',
  'map-reduce': 'add/function',
  extension: 'add/function',
  feature: 'add/route',
  split: 'add/route',
};

/** What the placeholders of a pattern name. */
export type PatternContext = Readonly<Record<string, string>>;

/**
 * The files that a pattern makes, with one of its bodies where it has some; a function also has what every function of its kind has
 * (`add/function`, `add/route`), and the deploy files that the provider's recipe makes, each with the list it is entered in. `__name__` in
 * a path is the name, `__event__` the event. They become the user's: they are in no base.
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
