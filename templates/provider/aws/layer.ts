import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'provider',
  id: 'aws',
  title: 'AWS',
  why: 'Lambda, Kinesis and API Gateway.',
  hint: 'Costs an account before the first deploy; nothing before. Buys Kinesis, and every stage of the path.',
});
