import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'glue',
  title: 'Glue',
  why: 'Side effects leave the request first: nobody waits for them.',
  label: 'adds an outbox and one function; start with glue',
  hint: 'Costs one table, one stream, two functions. Buys the first job that can fail without a user noticing.',
  was: {
    'packages/glue/src/gate/without-lanes.ts': 'stage/glue/packages/glue/src/gate/order-without-lanes.ts',
    'packages/glue/test/gate/without-lanes.test.ts': 'stage/glue/packages/glue/test/gate/order-without-lanes.test.ts',
  },
});
