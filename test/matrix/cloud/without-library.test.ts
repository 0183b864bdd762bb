import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/layers/answers.ts';
import { composeForCloud, packageRepo } from './packaged.ts';

const run = promisify(execFile);

/** What is deployed of each function, and where the engine finds it. Source maps and licences stay here. */
function deployed(repo: string): Map<string, string> {
  const build = join(repo, 'deploy/build');
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' }).sort();
  const names = files.filter((file) => file.endsWith('.mjs') || file === 'functions.yml');
  return new Map(names.map((file) => [file, readFileSync(join(build, file), 'base64')]));
}

const repos: readonly [string, Partial<Answers>][] = [
  ['legacy', { start: 'legacy', stage: 'glue', database: 'postgres' }],
  ['greenfield', { start: 'greenfield', stage: 'features', database: 'dynamodb' }],
];

test.each(repos)(
  'without the library the code that is deployed is the same, byte for byte: %s',
  async (name, chosen) => {
    const repo = await composeForCloud(`without-${name}`, chosen);
    await packageRepo(repo);
    const withLibrary = deployed(repo);
    expect(withLibrary.size).toBeGreaterThan(2);
    for (const [file, code] of withLibrary)
      expect(Buffer.from(code, 'base64').includes('serverless-workshop'), file).toBe(false);

    rmSync(join(repo, 'node_modules/serverless-workshop'));
    const page = readFileSync(join(repo, 'docs/without-the-tool.md'), 'utf8');
    const [, script = ''] = /```js\n([\s\S]+?)```/.exec(page) ?? [];
    writeFileSync(join(repo, 'deploy/bundle.mjs'), script);
    rmSync(join(repo, 'deploy/build'), { recursive: true });
    await run(process.execPath, ['deploy/bundle.mjs'], { cwd: repo });
    expect([...deployed(repo).keys()]).toEqual([...withLibrary.keys()]);
    for (const [file, code] of deployed(repo)) expect(code === withLibrary.get(file), file).toBe(true);
  },
);
