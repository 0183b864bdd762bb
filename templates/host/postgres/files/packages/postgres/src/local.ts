import type { LocalPart } from '@app/core/local';
import { startPostgres } from './local-server.ts';

/** Postgres on this machine; `DATABASE_URL` in the settings replaces it. */
export const parts: readonly LocalPart[] = [
  {
    name: 'postgres',
    title: 'Postgres',
    async start({ dataDir, keep, env }) {
      if (env.DATABASE_URL) return { env: { DATABASE_URL: env.DATABASE_URL }, stop: async () => {} };
      const { url, stop } = await startPostgres(dataDir, keep);
      return { env: { DATABASE_URL: url }, url, stop };
    },
  },
];
