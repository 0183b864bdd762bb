import { defineConfig } from 'vitest/config';
import { seedOfRun } from '../matrix/seed.ts';

export default defineConfig({
  test: {
    include: ['test/repos/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    env: { SEED: seedOfRun() },
    globalSetup: ['test/matrix/install.ts'],
    // Each starts databases, services and functions of its own, and fills two cores with them.
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
