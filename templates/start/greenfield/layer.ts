import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'start',
  id: 'greenfield',
  title: 'Greenfield',
  why: 'One function with a router and clean modules; it is split later, when a module asks for it.',
  label: 'a new serverless monolith: one function, clean modules',
  hint: 'Costs nothing idle but the database. Buys a clean start; there is no old app to learn from.',
  sample: ['services/shop/'],
});
