import type { Visit } from '../contract/index.ts';
import { until } from '../until.ts';
import { startWorkshop } from '../workshop/start-workshop.ts';
import { applicationUrl } from './application.ts';
import type { Check } from './check.ts';
import type { Sample } from './figures.ts';
import { type Load, sampleVisits } from './visits.ts';

/** A load, and the share of its requests, from 0 to 1, for which a trace must arrive. */
export type TracesOptions = Load & { readonly visit: Visit; readonly least: number };

const patienceMs = 15_000;

/** Sends a load to the application, and counts for how many requests a trace arrived. */
export async function tracesCheck({ visit, least, ...load }: TracesOptions): Promise<Check> {
  const workshop = await startWorkshop();
  try {
    const samples = await sampleVisits(applicationUrl(workshop.urls), visit, load);
    const traced = () => workshop.traces.requests().map(({ span }) => span.name);
    // Spans arrive in batches, and the last ones a moment later. Those that never arrive are what this check counts.
    await until('all traces are here', () => traceShare(samples, traced()) === 1, {
      patienceMs,
      progress: () => traced().length,
    }).catch(() => {});
    const share = traceShare(samples, traced());
    return {
      name: 'a trace for every request',
      verdict: share >= least ? 'holds' : 'fails',
      measured: `${(share * 100).toFixed(1)} % of ${samples.length} requests`,
      needed: `at least ${least * 100} %`,
    };
  } finally {
    await workshop.stop();
  }
}

/**
 * The share of requests, from 0 to 1, that have a trace with the name of their route. More traces than requests add
 * nothing.
 */
export function traceShare(samples: readonly Pick<Sample, 'route'>[], traces: readonly string[]): number {
  if (samples.length === 0) return 0;
  const open = new Map<string, number>();
  for (const name of traces) open.set(name, (open.get(name) ?? 0) + 1);
  let found = 0;
  for (const { route } of samples) {
    const left = open.get(route) ?? 0;
    if (left === 0) continue;
    open.set(route, left - 1);
    found += 1;
  }
  return found / samples.length;
}
