import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'database',
  id: 'postgres',
  title: 'Postgres',
  why: 'The SQL server your team knows.',
  style: 'serverful',
  kind: 'sql',
  hint: 'Costs a server around the clock and its connection limit. Buys transactions and SQL.',
});
