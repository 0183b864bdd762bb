import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Claim } from './claim.ts';
import { interleave, type Times } from './interleave.ts';
import { peerFile } from './peers.ts';

const bin = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
const preload = new URL('peak-memory.mjs', import.meta.url).href;

/** Where Linux keeps files in memory. */
const memoryFolder = '/dev/shm';

/**
 * Compares whole processes: our tool, a bare script that writes the same bytes, create-vite, and an empty Node. They
 * are measured on the disk, where the number of files decides, and in memory, where the program's own work decides.
 */
export function measureCreate(rounds: number): Claim[] {
  const onDisk = measureIn(tmpdir(), 'on disk', rounds);
  return existsSync(memoryFolder) ? [...onDisk, ...measureIn(memoryFolder, 'in memory', rounds).slice(0, 2)] : onDisk;
}

function measureIn(folder: string, where: string, rounds: number): Claim[] {
  const work = mkdtempSync(join(folder, 'csw-bench-'));
  try {
    const flags = ['my-shop', '--yes', '--no-install', '--no-git'];
    const ours = {
      name: 'ours',
      command: process.execPath,
      args: [bin, ...flags],
      cwd: work,
    };
    run(ours.args, work);
    const bare = writeBareScript(work);
    const vite = peerFile('create-vite', 'index.js');
    const [tool, script, peer, help, empty] = interleave(
      [
        ours,
        { name: 'bare script', command: process.execPath, args: [bare], cwd: work },
        {
          name: 'create-vite',
          command: process.execPath,
          args: [vite, 'vite-app', '--template', 'react-ts', '--no-interactive'],
          cwd: work,
        },
        { name: '--help', command: process.execPath, args: [bin, '--help'], cwd: work },
        { name: 'node -e 0', command: process.execPath, args: ['-e', '0'], cwd: work },
      ],
      rounds,
    );
    return [
      ratio(`make the default repo, ${where} / a bare script that writes the same bytes`, tool, script, 1.4),
      ratio(`make the default repo, ${where} / create-vite (react-ts), a tenth of the files`, tool, peer, 1.5),
      ratio('`--help` / `node -e 0`', help, empty, 1.3),
      memory(ours.args, work),
    ];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function ratio(what: string, a: Times | undefined, b: Times | undefined, most: number): Claim {
  if (!a || !b) throw new Error(`${what}: a contender is missing`);
  return {
    what,
    measured: a.median / b.median,
    unit: ' ×',
    budget: { at: 'most', value: most },
    detail: `${a.median.toFixed(0)} ms / ${b.median.toFixed(0)} ms`,
  };
}

function memory(args: readonly string[], work: string): Claim {
  rmSync(join(work, 'my-shop'), { recursive: true, force: true });
  const file = join(work, 'peak');
  run(['--import', preload, ...args], work, { PEAK_MEMORY_FILE: file });
  const megabytes = Number(readFileSync(file, 'utf8')) / 1024;
  return {
    what: 'peak memory of making the default repo',
    measured: megabytes,
    unit: ' MB',
    budget: { at: 'most', value: 90 },
    detail: 'resident set, one run',
  };
}

/**
 * Writes the script that sets the lower limit. It reads the same bytes from one file and writes them into the same
 * folders, and does nothing else.
 */
function writeBareScript(work: string): string {
  const made = join(work, 'my-shop');
  const files = readdirSync(made, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  let offset = 0;
  const index = files.map((file) => {
    const length = readFileSync(file).length;
    offset += length;
    return [relative(made, file), offset - length, length];
  });
  writeFileSync(join(work, 'bytes'), Buffer.concat(files.map((file) => readFileSync(file))));
  const script = join(work, 'bare.mjs');
  writeFileSync(
    script,
    `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const bytes = readFileSync(${JSON.stringify(join(work, 'bytes'))});
const index = ${JSON.stringify(index)};
const folders = new Set(index.map(([path]) => dirname(join('bare', path))));
for (const folder of folders) mkdirSync(folder, { recursive: true });
for (const [path, offset, length] of index) writeFileSync(join('bare', path), bytes.subarray(offset, offset + length));
`,
  );
  return script;
}

function run(args: readonly string[], cwd: string, env: Record<string, string> = {}): void {
  const result = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  if (result.status !== 0) throw new Error(`${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
}
