import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'host',
  id: 'dynamodb',
  title: 'Outbox in DynamoDB',
  why: 'The order and its events are one item.',
  was: {
    'packages/orders/package.json': 'start/greenfield/with/host/dynamodb/packages/orders/package.json',
    'packages/orders/src/local.ts': 'start/greenfield/with/host/dynamodb/packages/orders/src/local.ts',
    'packages/orders/src/open-orders.ts': 'start/greenfield/with/host/dynamodb/packages/orders/src/open-orders.ts',
    'packages/orders/src/orders.ts': 'start/greenfield/with/host/dynamodb/packages/orders/src/orders.ts',
    'packages/orders/src/stock.ts': 'start/greenfield/with/host/dynamodb/packages/orders/src/stock.ts',
    'packages/orders/test/lost-answers.test.ts':
      'start/greenfield/with/host/dynamodb/packages/orders/test/lost-answers.test.ts',
    'packages/orders/test/lost-answers.ts': 'start/greenfield/with/host/dynamodb/packages/orders/test/lost-answers.ts',
    'packages/orders/test/orders.test.ts': 'start/greenfield/with/host/dynamodb/packages/orders/test/orders.test.ts',
    'packages/orders/test/save-while-publishing.test.ts':
      'start/greenfield/with/host/dynamodb/packages/orders/test/save-while-publishing.test.ts',
  },
});
