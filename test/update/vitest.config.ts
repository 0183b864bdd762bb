import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { madeReposFolder } from '../made-repos-folder.ts';

const { HISTORIES = '10000', SHARDS = '2' } = process.env;
const folder = madeReposFolder();

export default defineConfig({
  test: {
    include: ['test/update/histories.test.ts'],
    env: { HISTORIES, SHARDS, TMPDIR: folder, MADE_REPOS: join(folder, 'made') },
  },
});
