import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'start',
  id: 'legacy',
  title: 'Legacy shop',
  why: 'You practise on an application that works and has users.',
  label: 'a *sample* ten-year-old shop to practise on; your own app is not touched',
  hint: 'Costs one more process and a Postgres. Buys the real thing: jobs move out of a running app one by one.',
  sample: ['services/legacy-shop/'],
});
