import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'csw-green-'));

/** The results as a run with these settings sees them. */
async function results(settings: Record<string, string> = {}) {
  vi.resetModules();
  vi.stubEnv('GREEN_RESULTS', folder);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return import('./green.ts');
}

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('what was kept is known in the next run: that content, by that check', async () => {
  (await results()).keepGreen('types', ['one']);
  const next = await results();
  expect(next.isGreen('types', 'one')).toBe(true);
  expect(next.isGreen('types', 'other')).toBe(false);
  expect(next.isGreen('tests', 'one')).toBe(false);
});

test('another Node knows nothing of it', async () => {
  (await results()).keepGreen('types', ['one']);
  const version = vi.spyOn(process, 'version', 'get').mockReturnValue('v99.0.0');
  expect((await results()).isGreen('types', 'one')).toBe(false);
  version.mockRestore();
  expect((await results()).isGreen('types', 'one')).toBe(true);
});

test('everything is checked where everything is asked for', async () => {
  (await results()).keepGreen('types', ['one']);
  expect(readdirSync(folder)).toHaveLength(1);
  expect((await results({ EVERYTHING: '1' })).isGreen('types', 'one')).toBe(false);
});
