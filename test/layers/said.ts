import { readFileSync } from 'node:fs';

/** What a file of the checkout says. Where a layer's files lay once, its `was`, is no name that it uses. */
export function saidIn(file: string): string {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('layer.ts') ? text.replace(/^ {2}was: \{$[\s\S]*?^ {2}\},?$/m, '') : text;
}
