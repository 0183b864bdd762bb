import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { madeReposFolder } from './test/made-repos-folder.ts';

const folder = madeReposFolder();

export default defineConfig({
  test: {
    // Quiet where all is well; a test that fails shows all that was printed.
    silent: 'passed-only',
    include: ['test/**/*.test.ts'],
    exclude: ['test/{matrix,repos,gates}/**', '**/node_modules/**'],
    env: { TMPDIR: folder, MADE_REPOS: join(folder, 'made') },
    // Vitest would keep one core for itself; most of the time it waits for the processes that the tests start.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
