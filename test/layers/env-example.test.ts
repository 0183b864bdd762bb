import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesIn } from '../entries-in.ts';

const files = entriesIn('templates').map(({ parentPath, name }) => join(parentPath, name));

/** Each name that a group of the pattern finds in the files whose path fits. */
function namesIn(paths: RegExp, pattern: RegExp): string[] {
  const texts = files.filter((path) => paths.test(path)).map((path) => readFileSync(path, 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort();
}

test('.env.example names every setting that replaces a local part, and those that docs/your-app.md sends people to', () => {
  const replacing = namesIn(/packages.\w+.src.local\W.*\.ts$|packages.\w+.src.local\.ts$/, /if \(!?env\.([A-Z_]+)\)/g);
  const told = namesIn(/your-app\.md$/, /`([A-Z]+_[A-Z]+)`/g);
  expect(replacing).toContain('DATABASE_URL');
  expect(namesIn(/\.env\.example$/, /^# ([A-Z_]+)=/gm)).toEqual(expect.arrayContaining([...replacing, ...told]));
});
