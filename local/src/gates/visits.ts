import type { Visit } from '../contract/index.ts';
import type { Sample } from './figures.ts';

/** A bounded load: `visits` in total, at most `atOnce` at the same time. */
export type Load = { readonly visits: number; readonly atOnce: number };

const patienceMs = 10_000;

/** Sends visitors to an application. Answers one sample per request. */
export async function sampleVisits(url: string, visit: Visit, { visits, atOnce }: Load): Promise<Sample[]> {
  const samples: Sample[] = [];
  const ask = async (route: string, path: string, request: RequestInit = {}): Promise<unknown> => {
    const from = performance.now();
    let ok = false;
    try {
      const response = await fetch(`${url}${path}`, { ...request, signal: AbortSignal.timeout(patienceMs) });
      ok = response.status < 500;
      return await response.json();
    } catch {
      ok = false;
      return undefined;
    } finally {
      samples.push({ route, ms: performance.now() - from, ok });
    }
  };
  let next = 0;
  const visitor = async () => {
    while (next < visits) {
      next += 1;
      await visit(ask, next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visitor));
  return samples;
}
