import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** How a disk fails: the call that fails first, its code, and whether it goes on failing. */
export type Failure = {
  /** The first call that fails, from 1 on; 0: none does. */
  readonly at: number;
  readonly code: 'ENOSPC' | 'EDQUOT' | 'EIO';
  /** `once`: a single call. `full`: from then on, until the room that an update keeps is given back. `always`: from then on. */
  readonly how: 'once' | 'full' | 'always';
};

/** What needs room on a disk. */
const growing = ['writeFileSync', 'writeSync', 'mkdirSync', 'renameSync', 'copyFileSync', 'symlinkSync'] as const;
/** What a disk that is broken refuses beside. */
const shrinking = ['chmodSync', 'unlinkSync', 'rmSync'] as const;

type Call = (...args: unknown[]) => unknown;

/** Does something on a disk that fails. Answers how many calls there were, and what it came to. */
export async function onFailingDisk<T>(
  { at, code, how }: Failure,
  work: () => Promise<T>,
): Promise<{ calls: number; result?: T; error?: unknown }> {
  const names = code === 'EIO' ? [...growing, ...shrinking] : growing;
  const all = fs as unknown as Record<string, Call>;
  const originals = new Map([...growing, ...shrinking].map((name) => [name, all[name] as Call]));
  let calls = 0;
  let roomGiven = false;
  for (const [name, original] of originals) {
    all[name] = (...args) => {
      if (name === 'rmSync' && String(args[0]).endsWith('/room')) roomGiven = true;
      if (!(names as readonly string[]).includes(name)) return original(...args);
      calls += 1;
      const fails = at > 0 && (calls === at || (calls > at && (how === 'always' || (how === 'full' && !roomGiven))));
      if (!fails) return original(...args);
      // A full disk lets a file begin and takes nothing into it.
      if (name === 'writeFileSync' || name === 'copyFileSync') {
        originals.get('writeFileSync')?.(args[name === 'writeFileSync' ? 0 : 1], '', {
          flag: name === 'copyFileSync' ? 'w' : flagOf(args[2]),
        });
      }
      throw Object.assign(new Error(`${code}: made to fail, ${name}`), { code, syscall: name });
    };
  }
  syncBuiltinESMExports();
  try {
    return { result: await work(), calls };
  } catch (error) {
    return { error, calls };
  } finally {
    for (const [name, original] of originals) all[name] = original;
    syncBuiltinESMExports();
  }
}

function flagOf(options: unknown): string {
  return (options as { flag?: string } | undefined)?.flag ?? 'w';
}
