import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesIn } from '../entries-in.ts';

const files = ['templates', 'local/src'].flatMap(entriesIn).map(({ parentPath, name }) => join(parentPath, name));

/** Each name that a group of the pattern finds in the files whose path fits. */
function namesIn(paths: RegExp, pattern: RegExp): string[] {
  const texts = files.filter((path) => paths.test(path)).map((path) => readFileSync(path, 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort();
}

test('.env.example names every setting that replaces a local part, and those that docs/your-app.md sends people to', () => {
  const replacing = namesIn(/packages.\w+.src.local\.ts$|parts.\w+.part\.ts$/, /(?:if \(!?|given = )env\.([A-Z_]+)/g);
  const told = namesIn(/your-app\.md$/, /`([A-Z]+_[A-Z]+)`/g);
  expect(replacing).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'DYNAMODB_ENDPOINT', 'KINESIS_ENDPOINT', 'PAYMENTS_URL']),
  );
  expect(namesIn(/\.env\.example$/, /^# ([A-Z_]+)=/gm)).toEqual(expect.arrayContaining([...replacing, ...told]));
});
