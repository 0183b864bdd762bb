import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderEvent } from '@app/contracts/samples';
import { processInLanes } from '@app/core';
import { brokenByFailures } from 'serverless-workshop/gates';
import { expect, test, vi } from 'vitest';
import { withoutLanes } from '../../src/gate/controls.ts';
import { placedEvent } from '../../src/gate/ledger.ts';

test('one failure per key breaks the order of a consumer without lanes, and not of one with them', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  const records = [1, 2, 3]
    .flatMap((version) => ['a', 'b'].map((key) => orderEvent(key, version)))
    .map((event) => ({ id: event.id, key: event.subject, body: JSON.stringify(event) }));
  const broken = (process: typeof processInLanes, file: string) =>
    brokenByFailures({ records, process, read: placedEvent, file: join(folder, file) });
  expect((await broken(withoutLanes, 'without')).sort()).toEqual(['a', 'b']);
  expect(await broken(processInLanes, 'with')).toEqual([]);
  said.mockRestore();
  rmSync(folder, { recursive: true });
});
