import { openOutbox } from '@app/outbox';
import { openStream, scheduleHandler } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createRelay } from './create-relay.ts';

const telemetry = startTelemetry('relay', process.env);
const relay = createRelay({
  outbox: await openOutbox(process.env),
  stream: openStream(process.env),
  telemetry,
  settings: {
    leaseMs: Number(process.env.RELAY_LEASE_MS ?? 3_000),
    pollMs: Number(process.env.RELAY_POLL_MS ?? 200),
    // A little longer than the schedule's 60 s: the next instance waits at the lease, and there is no gap between the two.
    lingerMs: 62_000,
    batch: 100,
  },
});

/** What the provider calls once a minute. */
export const handler = scheduleHandler(async ({ remainingMs }) => {
  await relay.run(remainingMs);
});
