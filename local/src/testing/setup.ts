import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { startParts } from '../parts/start-parts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Settings of the parts that run during all tests. */
    parts: Record<string, string>;
  }
}

/**
 * Starts the parts once for a whole run of vitest, with temporary data. It sets the environment that the processes of
 * the tests inherit.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workshop-'));
  const parts = await startParts({ dataDir, keep: false, env: useLocalEnvironment().env });
  project.provide('parts', { ...parts.env });
  return async () => {
    await parts.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
}
