import { defineConfig } from 'vitest/config';
import { seedOfRun } from '../matrix/seed.ts';

export default defineConfig({
  test: {
    include: ['test/gates/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    env: { SEED: seedOfRun() },
    globalSetup: ['test/matrix/install.ts'],
    // A gate measures: nothing may run beside it.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
