import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'tasks',
  title: 'Tasks',
  why: 'Slow work leaves the request: nobody gets mad if it is tried again.',
  label: 'adds the invoice run, the search index and the stock check in a lane of their own',
  hint: 'Costs a second stream and five functions. Buys requests that do only what the customer waits for.',
  standIns: [
    {
      here: 'the payment service',
      standsFor: 'a payment provider',
      otherwise: [
        'It keeps charges in memory: it forgets them, and their keys, when it stops.',
        'It takes every amount at once: no decline, no 3-D Secure, no refund, no webhook, no login, no limit of requests.',
      ],
    },
  ],
  was: {
    'packages/core/src/order-search.ts': 'base/packages/core/src/order-search.ts',
    'packages/core/test/order-search.test.ts': 'base/packages/core/test/order-search.test.ts',
  },
  values: {
    fourth: 'services/invoice-run/src/run-invoice.ts',
    fourthSays: 'a job of several steps that a kill cannot make charge twice',
    fifth: 'limits.json',
    fifthSays: 'what the functions may use of what stands behind them',
  },
});
