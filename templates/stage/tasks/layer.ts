import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'tasks',
  title: 'Tasks',
  why: 'Slow work leaves the request: nobody gets mad if it is tried again.',
  label: 'adds the invoice run, the search index and the stock check in a lane of their own',
  hint: 'Costs a second stream and five functions. Buys requests that do only what the customer waits for.',
});
