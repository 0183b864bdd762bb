import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'telemetry',
  id: 'otlp',
  title: 'OTLP',
  why: 'OpenTelemetry to any collector.',
  label: 'otlp needs the URL of a collector; without one choose cloudwatch',
  hint: 'Costs a collector or a vendor. Buys traces that any tool can read.',
});
