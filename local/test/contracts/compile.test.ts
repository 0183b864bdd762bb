import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileContracts } from '../../src/contracts/compile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contracts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the longest length of a text counts characters, and the module needs no package', async () => {
  const schema = { $id: 'note.v1', title: 'A note.', type: 'string', maxLength: 3 };
  writeFileSync(join(folder, 'note.v1.schema.json'), JSON.stringify(schema));
  const code = compileContracts(folder);
  expect(code).not.toMatch(/\brequire\(|^import /m);
  // The types at its end are for TypeScript alone.
  const file = join(folder, 'contracts.mjs');
  writeFileSync(file, code.replace(/^export type [\s\S]*?^};$/m, ''));
  const { validators } = (await import(pathToFileURL(file).href)) as {
    validators: Record<string, (data: unknown) => boolean>;
  };
  expect(['abc', '😀😀😀', 'abcd', '😀😀😀😀'].map((text) => validators['note.v1']?.(text))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
