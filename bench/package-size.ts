import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Claim } from './claim.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the registry would carry and what lands on disk. */
export function measurePackage(): Claim[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output) as [{ size: number; unpackedSize: number; entryCount: number }];
  const files = `${packed.entryCount} files, no dependencies`;
  return [
    {
      what: 'the package, packed',
      measured: packed.size / 1000,
      unit: ' KB',
      budget: { at: 'most', value: 400 },
      detail: files,
    },
    {
      what: 'the package, unpacked',
      measured: packed.unpackedSize / 1000,
      unit: ' KB',
      budget: { at: 'most', value: 1500 },
      detail: files,
    },
  ];
}
