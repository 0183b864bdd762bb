import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import * as processes from '../../src/repo/process.ts';
import { endedProcess } from './ended-process.ts';
import * as engine from './engine.ts';
import { story } from './story.ts';

vi.mock('../../src/repo/process.ts', { spy: true });
afterEach(() => void vi.restoreAllMocks());

test('an update that ends between the look at its journal and the look for its process is not undone', async () => {
  const { world, run } = story({ conf: 'a: 1\n' }, { conf: 'a: 2\n' });
  await run();
  const file = join(world.gitDir, 'create-serverless-workshop/update-root/journal.json');
  const applied = readFileSync(file, 'utf8');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(applied), phase: 'applying', process: endedProcess() }));
  vi.mocked(processes.lifeOf).mockImplementationOnce(() => {
    writeFileSync(file, applied);
    return 'ended';
  });
  const recovered = await engine.recover(await engine.findRepository(world.root));
  expect(recovered.state).toBe('open');
  expect(readFileSync(join(world.root, 'conf'), 'utf8')).toBe('a: 2\n');
});
