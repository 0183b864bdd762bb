import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportOf, surface } from './report.ts';

// `npm run api` writes local/api.md. With --release it keeps a copy for the version that is published: nothing in it may go in that minor version.
const local = fileURLToPath(new URL('..', import.meta.url));
const report = reportOf(surface());
writeFileSync(`${local}api.md`, report);
if (process.argv.includes('--release')) {
  const { version } = JSON.parse(readFileSync(`${local}package.json`, 'utf8')) as { version: string };
  mkdirSync(`${local}released`, { recursive: true });
  writeFileSync(`${local}released/${version}.md`, report);
}
