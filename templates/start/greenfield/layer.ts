import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'start',
  id: 'greenfield',
  title: 'Greenfield',
  why: 'One function with a router and clean modules; it is split later, when a module asks for it.',
  label: 'a new serverless monolith: one function, clean modules',
  hint: 'Costs nothing idle but the database. Buys a clean start; there is no old app to learn from.',
  sample: ['services/shop/'],
  was: {
    'packages/contracts/src/orders.ts': 'base/packages/contracts/src/orders.ts',
    'packages/contracts/src/stock.ts': 'base/packages/contracts/src/stock.ts',
    'packages/orders/package.json': 'start/greenfield/with/host/postgres/packages/orders/package.json',
    'packages/orders/src/local.ts': 'start/greenfield/with/host/postgres/packages/orders/src/local.ts',
    'packages/orders/src/migrations.ts': 'start/greenfield/with/host/postgres/packages/orders/src/migrations.ts',
    'packages/orders/src/open-orders.ts': 'start/greenfield/with/host/postgres/packages/orders/src/open-orders.ts',
    'packages/orders/src/orders.ts': 'start/greenfield/with/host/postgres/packages/orders/src/orders.ts',
    'packages/orders/src/stock.ts': 'start/greenfield/with/host/postgres/packages/orders/src/stock.ts',
    'packages/orders/test/orders.test.ts': 'start/greenfield/with/host/postgres/packages/orders/test/orders.test.ts',
  },
  values: {
    request: 'services/shop/src/orders/place-order.ts',
    seam: 'services/shop/src/after-order.ts',
  },
});
