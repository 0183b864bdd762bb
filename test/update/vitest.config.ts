import { defineConfig } from 'vitest/config';

const { HISTORIES = '10000', SHARDS = '2' } = process.env;

export default defineConfig({
  test: {
    include: ['test/update/histories.test.ts'],
    env: { HISTORIES, SHARDS },
  },
});
