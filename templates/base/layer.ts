import { defineLayer } from '../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'base',
  id: 'base',
  title: 'Every repo',
  why: 'What all repos have: the domain, the contracts, the local parts and the docs.',
});
