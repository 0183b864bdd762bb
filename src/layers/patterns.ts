import { overlay } from '../tree/overlay.ts';
import { fillPath, render } from '../tree/render.ts';
import type { Tree } from '../tree/tree.ts';
import { sourceOf } from './compose.ts';
import type { Pack } from './pack.ts';

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
 * The files that a pattern makes, with the cell of the provider and with one of its bodies where it has some; a function also has what
 * every function of its kind has (`add/function`, `add/route`). `__name__` in a path is the name, `__event__` the event. They become the user's: they are in no base.
 */
export function renderPattern(
  {
    pattern,
    provider,
    body,
  }: { readonly pattern: Pattern; readonly provider: string; readonly body: string | undefined },
  context: PatternContext,
  pack: Pack,
): Tree {
  const foundation = foundations[pattern];
  const folders = [
    ...(foundation ? [foundation, `${foundation}/with/provider/${provider}`] : []),
    `add/${pattern}`,
    ...(body ? [`add/${pattern}/body/${body}`] : []),
  ];
  const tree = overlay(folders.map((folder) => render(sourceOf(folder, {}, pack), context)));
  return new Map([...tree].map(([path, file]) => [fillPath(path, context), file]));
}
