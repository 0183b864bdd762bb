import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/repos/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/matrix/install.ts'],
    // Each starts databases, services and functions of its own, and fills two cores with them.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
