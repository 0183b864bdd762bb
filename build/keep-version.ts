import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { readBase } from '../src/repo/base.ts';

// Keeps a version of the templates, for the suite that updates every older version to the newest:
// `npx tsx build/keep-version.ts 0.1.0 <folder>`. The folder holds one made repo for each combination to keep.

/** Before the first release, a file that may be merged had the id of its layer when only one layer had it. */
const merged = ['package.json', '.env.example', 'deploy/serverless.yml'];

const [version, folder] = process.argv.slice(2);
if (version === undefined || folder === undefined) {
  process.stderr.write('Give a version and a folder of made repos.\n');
  process.exit(3);
}

const contents: Record<string, string> = {};
const repos = readdirSync(folder)
  .sort()
  .map((name) => {
    const root = join(folder, name);
    const { answers } = JSON.parse(readFileSync(join(root, 'workshop.json'), 'utf8'));
    const files = readBase(readFileSync(join(root, '.workshop/base.jsonl'))).map((record) => {
      const { path, id, role, mode, sha256, bytes } = record;
      contents[sha256] = Buffer.from(bytes).toString('latin1');
      return { path, id: merged.includes(path) ? `merged:${path}` : id, role, mode, sha256 };
    });
    return { answers, files };
  });
const text = JSON.stringify({ version, repos, contents });
const kept = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
const file = fileURLToPath(new URL(`../test/update/versions/${version}.json.br`, import.meta.url));
writeFileSync(file, kept);
process.stdout.write(`${file}: ${repos.length} repos, ${kept.byteLength} bytes\n`);
