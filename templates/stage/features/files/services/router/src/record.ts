import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What became of one request: it was compared, the old side had to help out, or it could not be compared. No values: they may be a customer's. */
export type Entry = { readonly path: string } & (
  | { readonly differences: readonly string[] }
  | { readonly fellBack: string }
  | { readonly skipped: string }
);

/** Where entries go. */
export interface Records {
  add(route: string, entry: Entry): void;
}

/** What the entries of a route come to. */
export type RecordSummary = {
  readonly compared: number;
  /** Compared requests that differed, the latest last. */
  readonly different: readonly { readonly path: string; readonly differences: readonly string[] }[];
  readonly fellBack: number;
  readonly skipped: number;
};

/** One file per route, a line per entry. Several routers may write to it. */
export function fileRecords(folder: string): Records {
  const isNew = unheard();
  return {
    add(route, entry) {
      if ('differences' in entry ? entry.differences.length > 0 : !('skipped' in entry) || isNew(route + entry.skipped))
        logLine(route, entry);
      // Somebody may have cleaned up while the router runs.
      mkdirSync(folder, { recursive: true });
      appendFileSync(fileOf(folder, route), `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
    },
  };
}

/** The same records for code that serves a request. A record that cannot be written is logged once per reason, and never thrown. */
export function withoutThrowing(records: Records): Records {
  const isNew = unheard();
  return {
    add(route, entry) {
      try {
        records.add(route, entry);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (isNew(code ?? message))
          console.error(`Records are not written, visitors are served all the same: ${message}`);
      }
    },
  };
}

const everySoMany = 100;

/** For a machine without a disk of its own: a log line for each difference and fallback, and the count now and then. */
export function logRecords(): Records {
  const compared = new Map<string, number>();
  const isNew = unheard();
  return {
    add(route, entry) {
      if ('skipped' in entry && !isNew(route + entry.skipped)) return;
      if (!('differences' in entry)) return logLine(route, entry);
      const count = (compared.get(route) ?? 0) + 1;
      compared.set(route, count);
      if (entry.differences.length > 0 || count % everySoMany === 0) logLine(route, { ...entry, compared: count });
    },
  };
}

/** What is written down of a route so far. */
export function readRecord(folder: string, route: string): RecordSummary {
  const file = fileOf(folder, route);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const entries = lines.map(readEntry);
  const compared = entries.flatMap((entry) => ('differences' in entry ? [entry] : []));
  return {
    compared: compared.length,
    different: compared.filter(({ differences }) => differences.length > 0),
    fellBack: entries.filter((entry) => 'fellBack' in entry).length,
    skipped: entries.filter((entry) => 'skipped' in entry).length,
  };
}

/** A full disk or a killed router can cut a line off. Such a line must neither stop a flip nor count for it. */
function readEntry(line: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return { path: '', skipped: 'not readable' };
  }
}

/** Begins a new record, because earlier comparisons say nothing about other code. */
export function forgetRecord(folder: string, route: string): void {
  rmSync(fileOf(folder, route), { force: true });
}

function fileOf(folder: string, route: string): string {
  return join(folder, `${encodeURIComponent(route)}.jsonl`);
}

/** Why a request could not be compared holds for the next one too: the log says each reason once. */
function unheard(): (what: string) => boolean {
  const heard = new Set<string>();
  return (what) => {
    const isNew = !heard.has(what);
    heard.add(what);
    return isNew;
  };
}

function logLine(route: string, entry: object): void {
  console.log(JSON.stringify({ message: 'route', route, ...entry }));
}
