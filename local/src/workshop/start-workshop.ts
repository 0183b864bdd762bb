import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { startParts } from '../parts/start-parts.ts';
import { type WatchedOptions, type WatchedWorkshop, watchedWorkshop } from './watched-workshop.ts';

/** Starts new parts, and the repo's services and functions on them. `stop` ends everything and deletes the data. */
export async function startWorkshop(options: WatchedOptions = {}): Promise<WatchedWorkshop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workshop-'));
  const { env } = useLocalEnvironment();
  const parts = await startParts({ dataDir, keep: false, env });
  return watchedWorkshop(options, { ...env, ...parts.env }, async () => {
    await parts.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
}
