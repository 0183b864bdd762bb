import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { kinesisPart } from '../src/parts/kinesis/part.ts';

/** One Kinesis server for all tests of the pump and its triggers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workshop-'));
  const kinesis = await kinesisPart.start({ dataDir, keep: false, env: {} });
  project.provide('parts', { ...kinesis.env });
  return async () => {
    await kinesis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
