import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.ts';

// Writes templates/released/<version>.txt: every file id of this version. Run when a version is published.
const root = fileURLToPath(new URL('..', import.meta.url));

generate();
const { allIds } = await import('../src/layers/ids.ts');
const { openPack } = await import('../src/layers/pack.ts');
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
mkdirSync(`${root}templates/released`, { recursive: true });
const ids = allIds(openPack(`${root}dist/templates.pack`));
writeFileSync(`${root}templates/released/${version}.txt`, `${ids.join('\n')}\n`);
process.stdout.write(`${ids.length} ids of ${version}\n`);
