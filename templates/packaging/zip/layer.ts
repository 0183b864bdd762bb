import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'packaging',
  id: 'zip',
  title: 'Zip',
  why: 'The smallest thing Lambda takes.',
  hint: 'Costs nothing. Buys the fastest start. The limit is 250 MB unzipped.',
});
