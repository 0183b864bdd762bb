import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'telemetry',
  id: 'cloudwatch',
  title: 'CloudWatch and X-Ray',
  why: 'OpenTelemetry to the traces of your AWS account.',
  hint: 'Costs money per trace, on your AWS bill. Buys traces without a collector to run.',
});
