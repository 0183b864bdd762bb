import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/matrix/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/matrix/install.ts'],
    // Packaging keeps one core busy, a repo's own tests wait for servers and processes: two files side by side fill two cores.
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
