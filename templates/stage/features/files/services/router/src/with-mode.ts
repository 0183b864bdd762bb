import { type Mode, readRoutes } from './routes.ts';

/**
 * The text of `routes.json` with another mode for one route; `undefined` when there is no such route. Every other byte stays, so that
 * the file is still as the formatter wrote it, and a diff shows the flip alone.
 */
export function withMode(text: string, name: string, mode: Mode, because?: string): string | undefined {
  const index = readRoutes(text).routes.findIndex((route) => route.name === name);
  if (index < 0) return undefined;
  const { start, end } = placeOf(text, index);
  const reason = because ? `"because": ${JSON.stringify(because)}` : undefined;
  const route = text
    .slice(start, end)
    .replace(/,\s*"because"\s*:\s*"(?:[^"\\]|\\.)*"|"because"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*/, '')
    .replace(
      /(\s*)("mode"\s*:\s*)"\w*"/,
      (_, space: string, key: string) => `${space}${key}"${mode}"${reason ? `,${space}${reason}` : ''}`,
    );
  return `${text.slice(0, start)}${route}${text.slice(end)}`;
}

/** Where the object of a route stands: brackets outside of strings say so. */
function placeOf(text: string, index: number): { readonly start: number; readonly end: number } {
  const open: number[] = [];
  let list = '';
  let found = -1;
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    const inRoutes = list === '"routes"';
    if (token.startsWith('"')) list = open.length === 1 ? token : list;
    else if (token === '{' || token === '[') {
      open.push(at);
      if (inRoutes && open.length === 3) found += 1;
    } else {
      const start = open.pop() ?? 0;
      if (inRoutes && open.length === 2 && found === index) return { start, end: at + 1 };
    }
  }
  throw new Error(`route ${index} has no place in the text`);
}
