import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withMode } from '../../templates/stage/features/files/services/router/src/routes-file.ts';
import { renderCombination } from '../matrix/compose.ts';

const biome = join('node_modules', '.bin', process.platform === 'win32' ? 'biome.cmd' : 'biome');

test.each(['legacy', 'greenfield'] as const)('a flipped route of a %s shop is as the formatter writes it', (start) => {
  const before = Buffer.from(
    renderCombination({ start, stage: 'features' }).get('services/router/routes.json')?.bytes ?? [],
  ).toString('utf8');
  const because =
    'nobody has looked at this page since the shop opened, and we want to see it under the load of the sale';
  const flipped = withMode(before, 'order-status', 'new', because);
  expect(JSON.parse(String(flipped)).routes[0]).toMatchObject({ mode: 'new', because });
  const { stdout } = spawnSync(biome, ['format', '--stdin-file-path=routes.json'], {
    input: flipped,
    encoding: 'utf8',
  });
  expect(stdout).toBe(flipped);
});
