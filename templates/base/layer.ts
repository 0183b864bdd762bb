import { defineLayer } from '../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'base',
  id: 'base',
  title: 'Every repo',
  why: 'What all repos have: the domain, the contracts, the local parts and the docs.',
  was: {
    'packages/contracts/src/visit.ts': 'stage/observe/packages/observe/src/load.ts',
  },
});
