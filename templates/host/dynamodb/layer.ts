import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'host',
  id: 'dynamodb',
  title: 'Outbox in DynamoDB',
  why: 'The order and its events are one item.',
});
