import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Claim, holds, row } from './claim.ts';

// Measures every figure that the README claims and writes its table. `npm run bench -- create package` measures only
// those two groups and writes nothing.
const groups: Readonly<Record<string, () => Promise<Claim[]>>> = {
  create: async () => (await import('./create.ts')).measureCreate(15),
  update: async () => (await import('./update.ts')).measureUpdate(15),
  package: async () => (await import('./package-size.ts')).measurePackage(),
  functions: async () => (await import('./functions.ts')).measureFunctions(),
  streams: async () => (await import('./streams.ts')).measureStreams(),
  repo: async () => (await import('./repo.ts')).measureRepo(),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in groups));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}.\n`);
  process.exit(3);
}

const claims: Claim[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const found = await measure();
  claims.push(...found);
  for (const claim of found) process.stdout.write(`${holds(claim) ? 'holds ' : 'MISSED'} ${row(claim)}\n`);
}

if (chosen.length === 0) {
  const readme = fileURLToPath(new URL('../README.md', import.meta.url));
  const table = ['| what | measured | budget | detail |', '|---|---|---|---|', ...claims.map(row)].join('\n');
  const where = `One run on ${cpus().length} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}.`;
  const text = readFileSync(readme, 'utf8');
  const next = text.replace(/(<!-- bench:begin -->\n)[\s\S]*?(<!-- bench:end -->)/, `$1${table}\n\n${where}\n$2`);
  writeFileSync(readme, next);
  execFileSync(fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url)), ['format', '--write', readme]);
}
process.exitCode = claims.every(holds) ? 0 : 1;
