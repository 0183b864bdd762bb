import { openOutbox } from '@app/outbox';
import { openStream, scheduleHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createRelay } from './create-relay.ts';
import { sayAside, sayWait } from './figures.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('relay', env);
const relay = createRelay({
  outbox: await openOutbox(env),
  stream: openStream(env),
  telemetry,
  sayWait,
  sayAside,
  settings: {
    leaseMs: Number(env.RELAY_LEASE_MS ?? 3_000),
    pollMs: Number(env.RELAY_POLL_MS ?? 200),
    // A little longer than the schedule's 60 s: the next instance waits at the lease, and there is no gap between the two.
    lingerMs: 62_000,
    batch: 100,
  },
});

/** What the provider calls once a minute. */
export const handler = scheduleHandler(async ({ remainingMs }) => {
  await relay.run(remainingMs);
});
