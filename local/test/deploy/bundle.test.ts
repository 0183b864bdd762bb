import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildDir, bundleFunctions } from '../../src/deploy/index.ts';

const library = fileURLToPath(new URL('../..', import.meta.url));
const before = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), 'bundle-')));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  write('package.json', '{"workspaces":["packages/*"],"type":"module"}');
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(library, join(root, 'node_modules/serverless-workshop'), 'dir');
  process.chdir(root);
});
beforeEach(() => {
  write('services/receipt/function.json', '{"name":"receipt","handler":"handler","entry":"src/main.ts"}');
  write('services/receipt/src/main.ts', 'export const handler = () => "hello";\n');
});
afterEach(() => {
  rmSync(join(root, 'services'), { recursive: true });
  rmSync(join(root, 'packages'), { recursive: true, force: true });
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

test('each function becomes one file, and a file for each of its threads', async () => {
  write('services/receipt/src/sandbox.worker.mjs', 'console.log(1);\n');
  expect(await bundleFunctions()).toMatchObject([
    { name: 'receipt', handler: 'handler', files: ['main.mjs', 'sandbox.worker.mjs'], kb: 1, budgetKb: 450 },
  ]);
  const { handler } = await import(/* @vite-ignore */ join(buildDir(), 'receipt/main.mjs'));
  expect(handler()).toBe('hello');
});

test('a function may read the types of the contract: nothing of them is in its bundle', async () => {
  write(
    'services/receipt/src/main.ts',
    "import type { FunctionDefinition } from 'serverless-workshop/contract';\nexport const handler = (it: FunctionDefinition) => it.name;\n",
  );
  const [bundle] = await bundleFunctions();
  expect(bundle?.largest).toEqual(['services/receipt/src 1 KB']);
});

test('a function that imports the library is refused: it runs on a developer’s machine and not in the cloud', async () => {
  write('services/receipt/src/main.ts', "import { run } from './deep.ts';\nexport const handler = () => run;\n");
  write('services/receipt/src/deep.ts', "export * as run from 'serverless-workshop/function.schema.json';\n");
  await expect(bundleFunctions()).rejects.toThrow(/^receipt imports serverless-workshop \(.*function\.schema\.json\)/);
});

test('a thread that imports the library is refused too', async () => {
  write(
    'services/receipt/src/sandbox.worker.mjs',
    "import schema from 'serverless-workshop/function.schema.json';\nconsole.log(schema);\n",
  );
  await expect(bundleFunctions()).rejects.toThrow(/^receipt imports serverless-workshop/);
});

test('a bundle over its budget is refused with its largest parts; a package that is in it may ask for more', async () => {
  write('packages/driver/index.ts', `export const driver = ${JSON.stringify('x'.repeat(500 * 1024))};\n`);
  write('services/receipt/src/main.ts', "export { driver as handler } from '../../../packages/driver/index.ts';\n");
  await expect(bundleFunctions()).rejects.toThrow(
    /receipt: 501 KB, budget 450 KB\. Largest parts: packages\/driver 501 KB/,
  );
  write('packages/driver/deploy/bundle.json', '{"maxKb":600}');
  expect(await bundleFunctions()).toMatchObject([{ kb: 501, budgetKb: 600 }]);
});
