import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Visit } from '../contract/index.ts';
import { repoRoot } from '../repo.ts';
import { startWorkshop } from '../workshop/start-workshop.ts';
import { applicationUrl } from './application.ts';
import type { Check } from './check.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Load, sampleVisits } from './visits.ts';

const file = 'docs/baseline.json';
const name = 'a stored baseline: p50, p95 and error rate';
const needed = `${file} with all three (npm run baseline writes it)`;

/** The load of a baseline, and a smaller load to warm up. */
export type BaselineOptions = { readonly visit: Visit; readonly warmUp: Load; readonly load: Load };

/** Measures the application on separate parts and writes the figures into `docs/baseline.json`. */
export async function writeBaseline({ visit, warmUp, load }: BaselineOptions): Promise<void> {
  console.log('Starting the application on throw-away parts …');
  const workshop = await startWorkshop();
  try {
    const url = applicationUrl(workshop.urls);
    await sampleVisits(url, visit, warmUp);
    console.log(`${load.visits} visits, ${load.atOnce} at once.`);
    const figures = figuresOf(await sampleVisits(url, visit, load));
    for (const [route, figuresOfRoute] of Object.entries(figures.routes)) show(route, figuresOfRoute);
    show('all', figures.all);
    const machine = `${process.platform} ${process.arch}, ${cpus().length} cores, Node ${process.versions.node}`;
    const stored = { measuredAt: new Date().toISOString(), machine, load, ...figures };
    writeFileSync(join(repoRoot(), file), `${JSON.stringify(stored, null, 2)}\n`);
    console.log(`Written to ${file}. Commit it: the next stages are measured against it, on the same machine.`);
  } finally {
    await workshop.stop();
  }
}

function show(route: string, { p50Ms, p95Ms, errorRate }: Figures): void {
  const columns = [
    `p50 ${p50Ms} ms`.padEnd(14),
    `p95 ${p95Ms} ms`.padEnd(14),
    `errors ${(errorRate * 100).toFixed(2)} %`,
  ];
  console.log(`  ${route.padEnd(18)}${columns.join('')}`);
}

/** Checks that a baseline is recorded. Without it nobody can say later what got worse. */
export async function baselineCheck(folder: string = repoRoot()): Promise<Check> {
  let stored: { all?: Partial<Figures>; measuredAt?: string };
  try {
    stored = JSON.parse(readFileSync(join(folder, file), 'utf8')) as typeof stored;
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
