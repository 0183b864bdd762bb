import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

/** Who may go to a store without the fence: what prepares it on this machine, and the pool of the legacy shop, which brings its own fence. */
const may = /\/(local|services\/legacy-shop\/src\/db)\.ts$/;

test('no port passes the fence: only what prepares a store, and tests', () => {
  const importing = readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('/test/'))
    .filter((path) => /from '(@app\/(sql|dynamodb)|\.)\/unfenced/.test(readFileSync(join(templates, path), 'utf8')));
  expect(importing.length).toBeGreaterThan(0);
  expect(importing.filter((path) => !may.test(`/${path}`))).toEqual([]);
});
