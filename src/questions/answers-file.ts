import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { type Axis, axes } from '../layers/axes.ts';
import type { Given } from './complete.ts';
import { nearest } from './nearest.ts';

/** The largest answers file in bytes. Answers are a few words, so a larger file is another file. */
const largest = 64 * 1024;

/** The content of an answers file: some or all answers, and the name of the repo. */
export type AnswersFile = { readonly name?: string; readonly answers: Given };

/** Reads the JSON of `--answers`, a path relative to `cwd`. Throws `refused` and says what is wrong in it and where. */
export function readAnswersFile(file: string, cwd: string): AnswersFile {
  const value = parse(file, readText(file, resolve(cwd, file)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused(file, `holds ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}, not an object`);
  }
  const keys: readonly string[] = ['name', ...axes];
  const answers: Partial<Record<Axis, string>> = {};
  let name: string | undefined;
  for (const [key, answer] of Object.entries(value)) {
    if (!keys.includes(key)) {
      const meant = nearest(key, keys);
      throw refused(file, `has an unknown key ${JSON.stringify(key)}`, meant && `Did you mean "${meant}"?`);
    }
    if (typeof answer !== 'string')
      throw refused(file, `gives ${JSON.stringify(key)} as ${typeOf(answer)}, not a string`);
    if (key === 'name') name = answer;
    else answers[key as Axis] = answer;
  }
  return { answers, ...(name !== undefined && { name }) };
}

function readText(file: string, path: string): string {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw refused(file, 'is a folder');
    // Reading a pipe or a device may never end.
    if (!found.isFile()) throw refused(file, 'is no regular file');
    if (found.size > largest) throw refused(file, `has ${found.size} bytes; ${largest} is the most`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof WorkshopError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw refused(file, 'does not exist');
    throw refused(file, `cannot be read (${code ?? (error as Error).message})`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refused(file, `is not JSON: ${(error as Error).message}`);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function refused(file: string, what: string, hint?: string): WorkshopError {
  return new WorkshopError('refused', `The answers file ${file} ${what}.`, {
    hint: hint || `It looks like { "start": "legacy", "database": "postgres" }; the keys are ${axes.join(', ')}.`,
  });
}
