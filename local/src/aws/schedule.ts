import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ScheduledEvent } from 'aws-lambda';
import type { Connection, ConnectOptions, Env, Invoke, ScheduleTrigger } from '../contract/index.ts';

/** A person at the screen does not want to wait for minutes. So longer rates run every second. */
const longestRateMs = 1000;

/**
 * Runs a function by the clock, one run after the other. A failed run is reported and not repeated, because the next
 * one comes soon.
 */
export function runSchedule(
  name: string,
  { rateMinutes }: ScheduleTrigger,
  invoke: Invoke,
  { env, onLine = console.warn }: Pick<ConnectOptions, 'env' | 'onLine'>,
): Connection {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rateMs = Math.min(rateMinutes * 60_000, longestRateMs);

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const next = wait(rateMs, undefined, { signal }).catch(() => {});
      await invoke(scheduledEvent(name, env)).catch((error) => {
        if (!signal.aborted) onLine(`${name} failed: ${error}`);
      });
      await next;
    }
  }

  const running = run();
  return {
    title: `every ${rateMs / 1000} s (${rateMinutes} min when deployed)`,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** The event that EventBridge gives a function. */
function scheduledEvent(name: string, env: Env): ScheduledEvent {
  const region = env.AWS_REGION ?? 'us-east-1';
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:events:${region}:000000000000:rule/${name}`],
    detail: {},
  };
}
