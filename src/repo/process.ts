import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process, named so that another one can tell whether it still runs. */
export type ProcessName = {
  readonly pid: number;
  /** The machine and, on Linux, the container: outside of it the number means nothing. */
  readonly machine: string;
  /** When it started, as the system counts it; '' where the system does not tell. A number is given again, the two together are not. */
  readonly started: string;
  /** By chance, for each process anew. */
  readonly id: string;
};

/** What can be told of a process: it runs, it has ended, or nobody here knows. */
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

/** Tells whether a process still runs. On another machine, and where its number may have been given again, nobody knows. */
export function lifeOf({ pid, machine: where, started, id }: ProcessName): Life {
  if (where !== machine()) return 'unknown';
  if (pid === process.pid) return id === ownProcess().id ? 'runs' : 'ended';
  if (!lives(pid)) return 'ended';
  const now = startOf(pid);
  if (started === '' || now === '') return 'unknown';
  return started === now ? 'runs' : 'ended';
}

/** True while a process with this number runs on this machine, whoever it belongs to. */
export function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A short name for this machine, so that a shared disk does not mix up process ids; on Linux for this container of it. */
export function machine(): string {
  return createHash('sha256')
    .update(`${hostname()} ${linkIn('/proc/self/ns/pid')}`)
    .digest('hex')
    .slice(0, 8);
}

/** The system's start of a process, in its own unit: the 22nd value of its line. */
function startOf(pid: number): string {
  // Another container's /proc numbers other processes.
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
