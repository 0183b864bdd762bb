import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'start',
  id: 'greenfield',
  title: 'Greenfield',
  why: 'One function with a router and clean modules; it is split later, when a module asks for it.',
  label: 'a new serverless monolith: one function, clean modules',
  hint: 'Costs nothing while idle, except the database. Buys a clean start, without an old application to learn from.',
  sample: ['services/shop/'],
  was: {
    'packages/contracts/src/orders.ts': 'base/packages/contracts/src/orders.ts',
    'packages/contracts/src/stock.ts': 'base/packages/contracts/src/stock.ts',
    // The map is the user's own, whatever the repo starts from: one id for both.
    'docs/map.mmd': [
      'start/legacy/with/stage/=glue/docs/map.mmd',
      'start/greenfield/with/stage/=glue/docs/map.mmd',
      'start/greenfield/with/stage/=observe/docs/map.mmd',
      'start/greenfield/with/stage/=tasks/docs/map.mmd',
      'start/greenfield/with/stage/=features/docs/map.mmd',
    ],
    'packages/front/package.json': [
      'start/greenfield/with/stage/=glue/packages/front/package.json',
      'start/greenfield/with/stage/=observe/packages/front/package.json',
      'start/greenfield/with/stage/=tasks/packages/front/package.json',
      'start/greenfield/with/stage/features/packages/front/package.json',
    ],
    'packages/front/src/index.ts': [
      'start/greenfield/with/stage/=glue/packages/front/src/index.ts',
      'start/greenfield/with/stage/=observe/packages/front/src/index.ts',
      'start/greenfield/with/stage/=tasks/packages/front/src/index.ts',
      'start/greenfield/with/stage/features/packages/front/src/index.ts',
    ],
    'services/shop/src/after-order.ts': [
      'start/greenfield/with/stage/=glue/services/shop/src/after-order.ts',
      'start/greenfield/with/stage/=observe/services/shop/src/after-order.ts',
      'start/greenfield/with/stage/tasks/services/shop/src/after-order.ts',
    ],
    'services/shop/src/invoices/routes.ts': [
      'start/greenfield/with/stage/=glue/services/shop/src/invoices/routes.ts',
      'start/greenfield/with/stage/=observe/services/shop/src/invoices/routes.ts',
      'start/greenfield/with/stage/tasks/services/shop/src/invoices/routes.ts',
    ],
    'services/shop/src/invoices/write-invoice.ts': [
      'start/greenfield/with/stage/=glue/services/shop/src/invoices/write-invoice.ts',
      'start/greenfield/with/stage/=observe/services/shop/src/invoices/write-invoice.ts',
    ],
    'services/shop/src/search/routes.ts': [
      'start/greenfield/with/stage/=glue/services/shop/src/search/routes.ts',
      'start/greenfield/with/stage/=observe/services/shop/src/search/routes.ts',
      'start/greenfield/with/stage/tasks/services/shop/src/search/routes.ts',
    ],
    'services/shop/test/after-order.test.ts': [
      'start/greenfield/with/stage/=glue/services/shop/test/after-order.test.ts',
      'start/greenfield/with/stage/=observe/services/shop/test/after-order.test.ts',
      'start/greenfield/with/stage/tasks/services/shop/test/after-order.test.ts',
    ],
    'packages/orders/package.json': 'start/greenfield/with/host/postgres/packages/orders/package.json',
    'packages/orders/src/local.ts': 'start/greenfield/with/host/postgres/packages/orders/src/local.ts',
    'packages/orders/src/migrations.ts': 'start/greenfield/with/host/postgres/packages/orders/src/migrations.ts',
    'packages/orders/src/open-orders.ts': 'start/greenfield/with/host/postgres/packages/orders/src/open-orders.ts',
    'packages/orders/src/orders.ts': 'start/greenfield/with/host/postgres/packages/orders/src/orders.ts',
    'packages/orders/src/stock.ts': 'start/greenfield/with/host/postgres/packages/orders/src/stock.ts',
    'packages/orders/test/orders.test.ts': 'start/greenfield/with/host/postgres/packages/orders/test/orders.test.ts',
  },
  values: {
    shop: 'shop',
    request: 'services/shop/src/orders/place-order.ts',
    seam: 'services/shop/src/after-order.ts',
  },
});
