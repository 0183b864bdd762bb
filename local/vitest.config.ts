import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Quiet where all is well; a test that fails shows all that was printed.
    silent: 'passed-only',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
