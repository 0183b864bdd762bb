import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'features',
  title: 'Features',
  why: 'One user-facing route at a time moves to a function, and moves back in one command.',
  label: 'adds a router, a projection and canary deployments',
  hint: 'Costs a router in front of the shop. Buys a way to replace it without a big day.',
  was: {
    'packages/features/src/canary.ts': 'stage/features/packages/features/src/canary/main.ts',
  },
});
