import { expect, test, vi } from 'vitest';
import { startTelemetry } from '../src/index.ts';

test('says once that nothing is sent when there is no endpoint', () => {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  startTelemetry('one', {});
  startTelemetry('two', {});
  expect(info.mock.calls).toEqual([['telemetry: no traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT is not set']]);
  info.mockRestore();
});
