import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'host',
  id: 'postgres',
  title: 'Outbox in Postgres',
  why: 'The order and its events are one transaction.',
  standIns: ['postgres'],
});
