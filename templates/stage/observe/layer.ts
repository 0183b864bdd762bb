import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'observe',
  title: 'Observe',
  why: 'Nothing moves before you can see it.',
  label: 'observe changes nothing',
  hint: 'Costs an afternoon. Buys a trace per request, a stored baseline and a map.',
  was: {
    'packages/ops/src/baseline.ts': 'stage/observe/packages/observe/src/main.ts',
    'packages/ops/src/observe-gate.ts': 'stage/observe/packages/observe/src/gate/main.ts',
    'packages/tracing/test/one-trace.test.ts': 'stage/observe/packages/observe/test/one-trace.test.ts',
  },
  values: {
    fourth: 'packages/tracing/src/create-telemetry.ts',
    fourthSays: 'how a request becomes a trace',
    fifth: 'packages/contracts/src/shop-http.ts',
    fifthSays: 'what the shop promises to those who call it, as tests',
  },
});
