import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'glue',
  title: 'Glue',
  why: 'Side effects leave the request first: nobody waits for them.',
  label: 'adds an outbox and one function; start with glue',
  hint: 'Costs one table, one stream, two functions. Buys the first job that can fail without a user noticing.',
});
