import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportOf, surface } from './report.ts';

// `npm run api` writes local/api.md. With --release it also keeps a copy for the published version. No name in the copy
// may be removed within that minor version.
const local = fileURLToPath(new URL('..', import.meta.url));
const report = reportOf(surface());
writeFileSync(`${local}api.md`, report);
if (process.argv.includes('--release')) {
  const { version } = JSON.parse(readFileSync(`${local}package.json`, 'utf8')) as { version: string };
  mkdirSync(`${local}released`, { recursive: true });
  writeFileSync(`${local}released/${version}.md`, report);
}
