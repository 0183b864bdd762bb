import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'features',
  title: 'Features',
  why: 'One user-facing route at a time moves to a function, and moves back in one command.',
  label: 'adds a router, a projection and canary deployments',
  hint: 'Costs a router in front of the shop. Buys a way to replace the shop route by route.',
  standIns: [
    {
      here: '`npm run canary`',
      standsFor: 'a weighted alias with CodeDeploy',
      otherwise: [
        'It shifts by counted answers instead of minutes, and goes back by an error budget instead of an alarm.',
        'It sees 5xx and no answer, no slow one.',
        'Two folders stand for two versions; there are no hooks and no warm-up, and nothing is left to roll back once it ends.',
      ],
    },
  ],
  was: {
    'services/router/test/routes-file.test.ts': 'stage/features/services/router/test/with-mode.test.ts',
    'packages/features/src/canary.ts': 'stage/features/packages/features/src/canary/main.ts',
    'services/router/routes.json': [
      'start/legacy/with/stage/features/services/router/routes.json',
      'start/greenfield/with/stage/features/services/router/routes.json',
    ],
  },
  values: {
    fourth: 'services/router/src/create-router.ts',
    fourthSays: 'who answers a route, and how it is taken back',
    fifth: 'services/order-page/src/create-order-page.ts',
    fifthSays: 'the route that left the shop',
  },
});
