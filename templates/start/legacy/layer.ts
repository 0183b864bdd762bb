import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'start',
  id: 'legacy',
  title: 'Legacy shop',
  why: 'You practise on an application that works and has users.',
  label: 'a sample ten-year-old shop to practise on; your own app is not touched',
  hint: 'Costs one more process and a SQL server. Buys practice: jobs leave a running application one by one.',
  sample: ['services/legacy-shop/'],
  was: {
    'docs/map.mmd': [
      'start/legacy/with/stage/=glue/docs/map.mmd',
      'start/legacy/with/stage/=observe/docs/map.mmd',
      'start/legacy/with/stage/=tasks/docs/map.mmd',
      'start/legacy/with/stage/=features/docs/map.mmd',
    ],
    'services/legacy-shop/src/after-order.ts': [
      'start/legacy/with/stage/=glue/services/legacy-shop/src/after-order.ts',
      'start/legacy/with/stage/=observe/services/legacy-shop/src/after-order.ts',
      'start/legacy/with/stage/tasks/services/legacy-shop/src/after-order.ts',
    ],
    'services/legacy-shop/test/after-order.test.ts': [
      'start/legacy/with/stage/=glue/services/legacy-shop/test/after-order.test.ts',
      'start/legacy/with/stage/=observe/services/legacy-shop/test/after-order.test.ts',
      'start/legacy/with/stage/tasks/services/legacy-shop/test/after-order.test.ts',
    ],
    'packages/orders/package.json': 'start/legacy/with/host/postgres/packages/orders/package.json',
    'packages/orders/src/open-orders.ts': 'start/legacy/with/host/postgres/packages/orders/src/open-orders.ts',
    'services/legacy-shop/package.json': 'start/legacy/with/host/postgres/services/legacy-shop/package.json',
    'services/legacy-shop/src/db.ts': 'start/legacy/with/host/postgres/services/legacy-shop/src/db.ts',
    'services/legacy-shop/src/routes/health.ts':
      'start/legacy/with/host/postgres/services/legacy-shop/src/routes/health.ts',
    'services/legacy-shop/src/routes/orders.ts':
      'start/legacy/with/host/postgres/services/legacy-shop/src/routes/orders.ts',
    'services/legacy-shop/src/routes/products.ts':
      'start/legacy/with/host/postgres/services/legacy-shop/src/routes/products.ts',
    'services/legacy-shop/src/routes/read-orders.ts':
      'start/legacy/with/host/postgres/services/legacy-shop/src/routes/read-orders.ts',
    'services/legacy-shop/src/schema.ts': 'start/legacy/with/host/postgres/services/legacy-shop/src/schema.ts',
  },
  values: {
    shop: 'legacy-shop',
    request: 'services/legacy-shop/src/routes/orders.ts',
    seam: 'services/legacy-shop/src/after-order.ts',
  },
});
