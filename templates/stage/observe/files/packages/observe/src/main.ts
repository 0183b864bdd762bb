import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startWorkshop } from 'serverless-workshop/local';
import { figuresOf } from './figures.ts';
import { visitShop } from './load.ts';

// `npm run baseline`: the shop on real local parts, a bounded load, and the figures into docs/baseline.json.
const file = fileURLToPath(new URL('../../../docs/baseline.json', import.meta.url));
const warmUp = { visits: 20, atOnce: 4 };
const load = { visits: 200, atOnce: 4 };

console.log('Starting the shop on throw-away parts …');
const workshop = await startWorkshop();
try {
  const [url] = Object.values(workshop.urls);
  if (!url) throw new Error('nothing here answers HTTP');
  await visitShop({ url, ...warmUp });
  console.log(`${load.visits} visits, ${load.atOnce} at once: look, order, look at the order, search.`);
  const figures = figuresOf(await visitShop({ url, ...load }));

  for (const [route, { p50Ms, p95Ms, errorRate }] of [
    ...Object.entries(figures.routes),
    ['all', figures.all] as const,
  ]) {
    const columns = [
      `p50 ${p50Ms} ms`.padEnd(14),
      `p95 ${p95Ms} ms`.padEnd(14),
      `errors ${(errorRate * 100).toFixed(2)} %`,
    ];
    console.log(`  ${route.padEnd(18)}${columns.join('')}`);
  }
  const machine = `${process.platform} ${process.arch}, ${cpus().length} cores, Node ${process.versions.node}`;
  writeFileSync(
    file,
    `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, load, ...figures }, null, 2)}\n`,
  );
  console.log(
    'Written to docs/baseline.json. Commit it: the next stages are measured against it, on the same machine.',
  );
} finally {
  await workshop.stop();
}
