import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from './migrate.ts';
import { createPool } from './pools.ts';
import { repoMigrations } from './repo-migrations.ts';

// `npm run migrate`: brings the database that DATABASE_URL names up to date, before what needs it is deployed.
const root = fileURLToPath(new URL('../../..', import.meta.url));
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
if (!process.env.DATABASE_URL) {
  console.error('DATABASE_URL is not set. It names the database to migrate: DATABASE_URL=… npm run migrate');
  process.exit(3);
}
const pool = createPool(process.env);
try {
  const applied = await migrate(pool, await repoMigrations(root));
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'Nothing to do: the database is up to date.');
} catch (error) {
  console.error(`The migration failed and nothing was changed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await pool.end();
}
