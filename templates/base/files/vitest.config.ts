import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vitest's own environment, in which the global setup runs. It would take the sources of the AWS SDK apart file by
  // file, for seconds; like this Node loads them, as it does for the tests.
  environments: { __vitest__: { resolve: { mainFields: [] } } },
  test: {
    // Quiet where all is well; a test that fails shows all that was printed.
    silent: 'passed-only',
    include: ['{packages,services}/**/*.test.ts', 'deploy/test/**/*.test.ts'],
    // The databases, the stream and the like start once for the whole run.
    globalSetup: ['serverless-workshop/testing/setup'],
    // It loads the packages of this repo, which are TypeScript.
    server: { deps: { inline: ['serverless-workshop'] } },
    // `npm run workshop -- doctor` says this once. Here it would hide what matters.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Files share processes: a third of the run would otherwise be spent on loading the same modules again.
    isolate: false,
    // Vitest keeps one core for itself, but most of the time it and the tests wait for servers and processes.
    maxWorkers: '100%',
    // The tests wait as long as there is progress, and say what they waited for; this only ends what hangs without a wait of its own.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
