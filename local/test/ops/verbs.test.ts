import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { RefusedError } from '../../src/ops/refused.ts';
import { runVerb } from '../../src/ops/run-verb.ts';
import { verbsIn } from '../../src/ops/verbs.ts';

const before = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), 'verbs-')));
const folder = join(root, 'packages/ops/src/verbs');
const verbs = verbsIn(pathToFileURL(`${folder}/`));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  write('package.json', '{"workspaces":["packages/*"]}');
  const verb = (summary: string) =>
    `export const usage = 'npm run ops -- it';\nexport const summary = '${summary}';\nexport async function run() {}\n`;
  write('packages/ops/src/verbs/mend.ts', verb('mends it'));
  process.chdir(root);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

test('a repo has the verbs of its folder beside those that all repos have; what needs a stream comes with a function on one', () => {
  expect(verbs.names()).toEqual(['mend', 'roll-back', 'smoke']);
  write('services/receipt/function.json', '{"name":"receipt","trigger":{"type":"stream"}}');
  expect(verbs.names()).toEqual(['drain', 'mend', 'roll-back', 'smoke']);
});

test('a file of the repo takes the place of the verb that all repos have', async () => {
  expect((await verbs.load('smoke')).summary).toContain('places a real order');
  write('packages/ops/src/verbs/smoke.ts', "export const summary = 'our own';\n");
  expect((await verbs.load('smoke')).summary).toBe('our own');
  rmSync(join(folder, 'smoke.ts'));
});

test.each(['../main', 'roll-back.ts', '', 'toString'])('"%s" is no verb', async (name) => {
  await expect(verbs.load(name)).rejects.toThrow(RefusedError);
});

test.each([
  ['roll-back', [], 'Usage: npm run ops -- roll-back <commit>'],
  ['roll-back', ['a', 'b'], 'Usage'],
  ['drain', ['nobody'], 'There are: receipt'],
  ['drain', ['receipt', '--now'], '--now'],
])('%s %j is refused', async (name, args, message) => {
  const refusal = (await verbs.load(name)).run(args);
  await expect(refusal).rejects.toThrow(RefusedError);
  await expect(refusal).rejects.toThrow(message);
});

test('exit codes: 0 done, 1 failed, 3 refused; what is wrong is said in one line', async () => {
  const [out, err] = [vi.spyOn(console, 'log').mockReturnValue(), vi.spyOn(console, 'error').mockReturnValue()];
  expect(await runVerb(verbs, ['mend'])).toBe(0);
  expect(await runVerb(verbs, [])).toBe(0);
  expect(out.mock.calls.join('\n')).toContain('mends it');
  expect(err).not.toHaveBeenCalled();
  expect(await runVerb(verbs, ['repair'])).toBe(3);
  write('packages/ops/src/verbs/fail.ts', "export const run = () => Promise.reject(new Error('it broke'));\n");
  expect(await runVerb(verbs, ['fail'])).toBe(1);
  expect(err.mock.calls.flat()).toEqual([
    '"repair" is no verb of npm run ops. There are: drain, mend, roll-back, smoke.',
    'it broke',
  ]);
});

test('VERB --help is about that verb, and does not run it', async () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(line));
  expect(await runVerb(verbs, ['mend', '--help'])).toBe(0);
  expect(said).toEqual(['  npm run ops -- it\n      mends it']);
  said.length = 0;
  expect(await runVerb(verbs, ['smoke', '--url', 'x', '-h'])).toBe(0);
  expect(said.join()).toContain('npm run smoke -- [--url <shop>]');
});
