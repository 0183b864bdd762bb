import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processInLanes } from '@app/core';
import { expect, test, vi } from 'vitest';
import { brokenWithoutLanes } from '../../src/gate/order-without-lanes.ts';
import { orderEvent } from '../../src/order-event.ts';

test('one failure per key breaks the order of a consumer without lanes, and not of one with them', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'));
  const events = [1, 2, 3].flatMap((version) =>
    ['a', 'b'].map((key) => {
      const event = orderEvent(key);
      return { ...event, data: { ...event.data, version } };
    }),
  );
  expect((await brokenWithoutLanes(events, join(folder, 'without'))).sort()).toEqual(['a', 'b']);
  expect(await brokenWithoutLanes(events, join(folder, 'with'), processInLanes)).toEqual([]);
  said.mockRestore();
  rmSync(folder, { recursive: true });
});
