import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'database',
  id: 'dynamodb',
  title: 'DynamoDB',
  why: 'No server, no pool, no connection limit.',
  style: 'serverless',
  kind: 'native',
  server: { package: 'dynalite', setting: 'DYNAMODB_ENDPOINT' },
  hint: 'Costs a design of keys before queries, and runs on AWS only. Buys a store without pools and connection limits, at almost no idle cost.',
  standIns: ['dynamodb'],
});
