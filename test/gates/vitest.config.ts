import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/gates/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/matrix/install.ts'],
    // A gate measures: nothing may run beside it.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
