import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{matrix,repos,gates}/**', '**/node_modules/**'],
    // Vitest would keep one core for itself; most of the time it waits for the processes that the tests start.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
