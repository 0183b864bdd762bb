import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Claim } from './claim.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The two packages that every user downloads: the tool, and the library that every made repo depends on. */
const packages = ['.', 'local'].filter((folder) => existsSync(join(root, folder, 'package.json')));

type Packed = { readonly size: number; readonly unpackedSize: number; readonly entryCount: number };

/** Measures the packages in the form in which a registry would hold them. */
export function measurePackage(): Claim[] {
  const packed = packages.map(packedSize);
  const sum = (of: (one: Packed) => number) => packed.reduce((all, one) => all + of(one), 0);
  return [
    {
      what: packages.length === 1 ? 'the package, packed' : 'both packages, packed',
      measured: sum(({ size }) => size) / 1000,
      unit: ' KB',
      budget: { at: 'most', value: 1200 },
      detail: `${sum(({ entryCount }) => entryCount)} files, ${(sum(({ unpackedSize }) => unpackedSize) / 1e6).toFixed(1)} MB unpacked`,
    },
  ];
}

function packedSize(folder: string): Packed {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: join(root, folder),
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output) as [Packed];
  return packed;
}
