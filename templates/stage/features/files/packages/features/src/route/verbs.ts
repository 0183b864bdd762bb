import { readFileSync } from 'node:fs';
import { forgetRecord, type Mode, type Route, readRecord, readRoutes, setMode } from '@app/router';
import { RefusedError } from 'serverless-workshop/ops';
import { enough, showRecord, verdictOf } from './verdict.ts';

/** How the command is called. */
export const usage = `Usage:
  npm run route -- list                every route, who answers it, and what was compared
  npm run route -- shadow <route>      the old side answers, the new one is asked too; begins a new count
  npm run route -- compare <route>     what the comparison has shown so far
  npm run route -- flip <route>        the new side answers; needs ${enough} compared requests without a difference,
                                       or --force --because "…"
  npm run route -- unflip <route>      the old side answers again`;

/** Where the routes and the records are, and what was asked for. */
export type VerbOptions = {
  readonly file: string;
  /** Without it the router writes log lines, and nothing can be compared here. */
  readonly records: string | undefined;
  readonly force: boolean;
  readonly because?: string | undefined;
};

const inTheLog = 'ROUTE_RECORDS is "-", so the router writes log lines: count there what was compared';

/** Runs one verb and answers the exit code. Throws `RefusedError` when nothing is changed. */
export function runVerb([verb, name, ...more]: readonly string[], options: VerbOptions): number {
  const { file, records } = options;
  const { routes } = readRoutes(readFileSync(file, 'utf8'));
  if (verb === 'list' && name === undefined) {
    for (const route of routes)
      console.log(`${describe(route)}\n  ${records ? showRecord(readRecord(records, route.name)) : inTheLog}`);
    return 0;
  }
  if (!verb || !['shadow', 'compare', 'flip', 'unflip'].includes(verb) || more.length > 0)
    throw new RefusedError(usage);
  const route = routes.find((one) => one.name === name);
  if (!route) {
    throw new RefusedError(
      `There is no route "${name ?? ''}". There are: ${routes.map((one) => one.name).join(', ')}.`,
    );
  }
  const to = (mode: Mode, because?: string) => {
    setMode(file, route.name, mode, because);
    console.log(describe({ ...route, mode }));
    return 0;
  };
  if (verb === 'unflip') return to('legacy');
  if (verb === 'shadow') {
    if (records) forgetRecord(records, route.name);
    return to('shadow');
  }
  const record = records && readRecord(records, route.name);
  const reason = record ? verdictOf(record) : inTheLog;
  if (verb === 'compare') {
    if (!record) throw new RefusedError(`${route.name} cannot be compared here: ${inTheLog}.`);
    console.log(showRecord(record));
    if (reason) console.log(`Not enough to flip: ${reason}.`);
    return reason ? 1 : 0;
  }
  if (!reason) return to('new');
  if (options.force && options.because?.trim()) return to('new', options.because.trim());
  throw new RefusedError(
    `${route.name} is not flipped: ${reason}. "npm run route -- shadow ${route.name}" compares; --force --because "…" goes on all the same.`,
  );
}

function describe({ name, method, path, mode, new: now }: Route): string {
  const who = {
    legacy: 'the old side answers',
    shadow: `the old side answers, ${now} is compared`,
    new: `${now} answers`,
  };
  return `${name} (${method} ${path}): ${who[mode]}`;
}
