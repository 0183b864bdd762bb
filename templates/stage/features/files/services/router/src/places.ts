import { fileURLToPath } from 'node:url';

type Env = Readonly<Record<string, string | undefined>>;

/** `ROUTES_FILE`, else `services/router/routes.json` of this repo. */
export function routesFile(env: Env): string {
  return env.ROUTES_FILE || fileURLToPath(new URL('../routes.json', import.meta.url));
}

/** The setting that says where a service or a function answers. */
export function addressSetting(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_URL`;
}

/** Where comparisons are written down: `ROUTE_RECORDS`, else `.data/routes`. `-`: nowhere, they are log lines. */
export function recordsFolder(env: Env): string | undefined {
  if (env.ROUTE_RECORDS === '-') return undefined;
  return env.ROUTE_RECORDS || fileURLToPath(new URL('../../../.data/routes', import.meta.url));
}
