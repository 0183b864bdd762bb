import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { axes } from '../src/layers/axes.ts';
import { generate } from './generate.ts';

// Composes the templates as they are on disk into `.scratch/<dir>`, with one shared install. For people who work on the
// templates.
const scratch = join(fileURLToPath(new URL('..', import.meta.url)), '.scratch');

generate();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(axes.map((axis) => [axis, { type: 'string' as const }])),
});
// Imported after generate(), because these modules read what it makes.
const { compose, installShared } = await import('../test/matrix/compose.ts');
await installShared(scratch);
const [dir] = positionals;
if (dir) {
  const files = await compose(join(scratch, dir), values as object);
  process.stdout.write(`${files} files in .scratch/${dir}\n`);
}
