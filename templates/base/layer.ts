import { defineLayer } from '../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'base',
  id: 'base',
  title: 'Every repo',
  why: 'What all repos have: the domain, the contracts, the local parts and the docs.',
  standIns: [
    'runtime',
    'traces',
    {
      here: '`npm run package`',
      standsFor: 'a deployment',
      otherwise: [
        'It packages and validates offline.',
        'Quotas, permissions, names that are taken and wrong account settings show only when you deploy.',
      ],
    },
  ],
  was: {
    'deploy/limits.cjs': 'base/packages/limits/src/reserved.cjs',
    'deploy/limits.d.cts': 'base/packages/limits/src/reserved.d.cts',
    'deploy/test/limits.test.ts': 'base/packages/limits/test/limits.test.ts',
    'packages/contracts/src/visit.ts': 'stage/observe/packages/observe/src/load.ts',
  },
});
