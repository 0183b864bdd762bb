import { expect, test, vi } from 'vitest';

test('says once that nothing is sent when there is no endpoint', async () => {
  // As a new process sees it.
  vi.resetModules();
  const { startTelemetry } = await import('../src/start-telemetry.ts');
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  startTelemetry('one', {});
  startTelemetry('two', {});
  expect(info.mock.calls).toEqual([['telemetry: no traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT is not set']]);
  info.mockRestore();
});
