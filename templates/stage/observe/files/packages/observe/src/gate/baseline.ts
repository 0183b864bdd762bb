import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '@app/gates';
import { repoRoot } from 'serverless-workshop/local';
import type { Figures } from '../figures.ts';

const name = 'a stored baseline: p50, p95 and error rate';
const needed = 'docs/baseline.json with all three (npm run baseline writes it)';

/** Whether the figures of today are written down: without them nobody can say later what got worse. */
export async function baselineCheck(folder = repoRoot()): Promise<Check> {
  let stored: { all?: Partial<Figures>; measuredAt?: string };
  try {
    stored = JSON.parse(readFileSync(join(folder, 'docs/baseline.json'), 'utf8')) as typeof stored;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { name, verdict: 'fails', measured: missing ? 'there is none' : 'the file is not JSON', needed };
  }
  const { p50Ms, p95Ms, errorRate, requests } = stored.all ?? {};
  const complete = [p50Ms, p95Ms, errorRate, requests].every((figure) => Number.isFinite(figure));
  if (!complete || !requests) return { name, verdict: 'fails', measured: 'figures are missing', needed };
  const share = `${(Number(errorRate) * 100).toFixed(2)} %`;
  return {
    name,
    verdict: 'holds',
    measured: `p50 ${p50Ms} ms, p95 ${p95Ms} ms, errors ${share} of ${requests} requests, on ${stored.measuredAt}`,
    needed,
  };
}
