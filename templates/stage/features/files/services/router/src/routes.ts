/** Who answers a route. `shadow`: the old side answers, the new one is asked too and compared. */
export type Mode = 'legacy' | 'shadow' | 'new';

/** One route that has a new side. */
export type Route = {
  readonly name: string;
  readonly method: string;
  /** `/orders/:id/status`: a part that begins with a colon is anything but a slash. */
  readonly path: string;
  /** The service or function that answers it newly; its address is the setting `<NAME>_URL`. */
  readonly new: string;
  readonly mode: Mode;
  /** Fields that may differ between the two sides: `status`, `content-type`, `body`, or a field of JSON such as `lines.*.addedAt`. */
  readonly mayDiffer: readonly string[];
  /** Statuses of the new side that mean "ask the old one", beside 429 and 5xx: 404 where the new side learns of things a moment later. */
  readonly fallBackOn?: readonly number[];
  /** Why it was flipped without a clean comparison. */
  readonly because?: string;
};

/** `routes.json`. What no route matches belongs to `old`. */
export type Routes = { readonly old: string; readonly routes: readonly Route[] };

const modes: readonly Mode[] = ['legacy', 'shadow', 'new'];

/** Reads the text of `routes.json`. Throws with what is wrong with it. */
export function readRoutes(text: string): Routes {
  const { old, routes } = JSON.parse(text) as Partial<Routes>;
  if (typeof old !== 'string') throw new Error('"old" must name who answers everything else');
  if (!Array.isArray(routes)) throw new Error('"routes" must be a list');
  for (const route of routes as Partial<Route>[]) {
    const at = `route ${JSON.stringify(route.name)}`;
    for (const key of ['name', 'method', 'path', 'new'] as const) {
      if (typeof route[key] !== 'string') throw new Error(`${at}: "${key}" must be a text`);
    }
    if (!modes.includes(route.mode as Mode)) throw new Error(`${at}: "mode" must be one of ${modes.join(', ')}`);
    if (!Array.isArray(route.mayDiffer)) throw new Error(`${at}: "mayDiffer" must be a list`);
  }
  const names = routes.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`two routes have the name ${JSON.stringify(twice)}`);
  return { old, routes };
}

/** The first route that this request belongs to. HEAD goes where GET goes. */
export function routeOf({ routes }: Routes, method: string, path: string): Route | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return routes.find((route) => route.method === asked && matches(route.path, path));
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]))
  );
}
