import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The name of one process, with which another process can tell whether it still runs. */
export type ProcessName = {
  readonly pid: number;
  /** The machine and, on Linux, the container. The process id is only valid there. */
  readonly machine: string;
  /**
   * When the process started, in the system's own unit; '' when the system does not tell. Systems reuse process ids,
   * but not with the same start.
   */
  readonly started: string;
  /** A random value, new for each process. */
  readonly id: string;
};

/** Whether a process runs, has ended, or cannot be judged from here. */
export type Life = 'runs' | 'ended' | 'unknown';

let own: ProcessName | undefined;

/** The name of this process. */
export function ownProcess(): ProcessName {
  own ??= {
    pid: process.pid,
    machine: machine(),
    started: startOf(process.pid),
    id: randomBytes(6).toString('hex'),
  };
  return own;
}

/**
 * Tells whether a process still runs. Answers that it is unknown for a process of another machine, and where its
 * process id may have been reused.
 */
export function lifeOf({ pid, machine: where, started, id }: ProcessName): Life {
  if (where !== machine()) return 'unknown';
  if (pid === process.pid) return id === ownProcess().id ? 'runs' : 'ended';
  if (!lives(pid)) return 'ended';
  const now = startOf(pid);
  if (started === '' || now === '') return 'unknown';
  return started === now ? 'runs' : 'ended';
}

/** Whether a process with this id runs on this machine, under any user. */
export function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A short name for this machine, and on Linux for this container. On a shared disk it tells equal process ids apart.
 */
export function machine(): string {
  return createHash('sha256')
    .update(`${hostname()} ${linkIn('/proc/self/ns/pid')}`)
    .digest('hex')
    .slice(0, 8);
}

/** When the system started a process: field 22 of its `/proc/<pid>/stat`, in the system's own unit. */
function startOf(pid: number): string {
  // /proc may belong to another container, which numbers its processes differently.
  if (linkIn('/proc/self') !== String(process.pid)) return '';
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function linkIn(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
