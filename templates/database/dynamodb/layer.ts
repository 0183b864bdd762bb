import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'database',
  id: 'dynamodb',
  title: 'DynamoDB',
  why: 'No server, no pool, no connection limit.',
  style: 'serverless',
  kind: 'native',
  server: { package: 'dynalite', setting: 'DYNAMODB_ENDPOINT' },
  hint: 'Costs designing keys before queries, and it is AWS only. Buys no pools, no limits to guard, nothing idle.',
  standIns: ['dynamodb'],
});
