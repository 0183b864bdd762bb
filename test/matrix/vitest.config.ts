import { defineConfig } from 'vitest/config';
import { seedOfRun } from './seed.ts';

export default defineConfig({
  test: {
    include: ['test/matrix/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    env: { SEED: seedOfRun() },
    globalSetup: ['test/matrix/install.ts'],
    // A repo's own tests fill two cores by themselves; beside anything else its services came up too late.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
