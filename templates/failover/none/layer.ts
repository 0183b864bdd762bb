import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'failover',
  id: 'none',
  title: 'None',
  why: 'Backups and a redeploy.',
  topology: 'single',
  label: 'none: backups and redeploy',
  hint: 'Costs hours of outage if a region fails. Buys one region to understand and to pay.',
});
