import { spawnSync } from 'node:child_process';
import { ownProcess, type ProcessName } from '../../src/repo/process.ts';

/** The name of a process of this machine that has ended. */
export function endedProcess(): ProcessName {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return { ...ownProcess(), pid, id: 'ended' };
}
