import { readJson } from '@app/core';

/** What of an answer is compared. */
export type Answer = { readonly status: number; readonly contentType: string; readonly body: Buffer };

/**
 * The names of the fields in which two answers differ, without those that may: `status`, `content-type`, fields of JSON such as
 * `lines.0.unitPrice`, or `body line 5` of anything else. `*` in `mayDiffer` stands for one part of a field's name.
 */
export function differencesOf(old: Answer, now: Answer, mayDiffer: readonly string[]): string[] {
  const found: string[] = [];
  if (old.status !== now.status) found.push('status');
  if (old.contentType !== now.contentType) found.push('content-type');
  found.push(
    ...(isJson(old) && isJson(now) ? jsonDifferences(old.body, now.body) : textDifferences(old.body, now.body)),
  );
  return found.filter((field) => !mayDiffer.some((allowed) => covers(allowed, field)));
}

function isJson({ contentType }: Answer): boolean {
  return /[/+]json\b/.test(contentType);
}

function jsonDifferences(old: Buffer, now: Buffer): string[] {
  try {
    return [...walk(readJson(old), readJson(now), [])];
  } catch {
    return textDifferences(old, now);
  }
}

function* walk(old: unknown, now: unknown, at: readonly string[]): Generator<string> {
  if (isTree(old) && isTree(now) && Array.isArray(old) === Array.isArray(now)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
      yield* walk(old[key], now[key], [...at, key]);
  } else if (!Object.is(old, now)) {
    yield at.join('.') || 'body';
  }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textDifferences(old: Buffer, now: Buffer): string[] {
  if (old.equals(now)) return [];
  const [before, after] = [old, now].map((body) => body.toString('latin1').split('\n'));
  const line = before?.findIndex((text, i) => text !== after?.[i]) ?? 0;
  return [`body line ${(line === -1 ? (before?.length ?? 0) : line) + 1}`];
}

function covers(allowed: string, field: string): boolean {
  if (allowed === 'body') return field === 'body' || field.startsWith('body line ');
  const wanted = allowed.split('.');
  const parts = field.split('.');
  return parts.length >= wanted.length && wanted.every((part, i) => part === '*' || part === parts[i]);
}
