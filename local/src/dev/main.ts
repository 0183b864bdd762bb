import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { type StartedParts, startParts } from '../parts/start-parts.ts';
import { repoRoot } from '../repo.ts';
import { runWorkshop, type Workshop } from '../workshop/workshop.ts';
import { claimDevFile, devDataDir, devFile, removeDevFile, writeDevFile } from './dev-file.ts';
import { entranceOf } from './entrance.ts';
import { exampleOrder, orderCommand } from './example-order.ts';
import { bold, dim, showReady } from './screen.ts';
import { showLines } from './show-lines.ts';
import { showTraces } from './show-traces.ts';

// `npm run dev`: runs the whole repo on this machine, until Ctrl-C.
const slowestStopMs = 10_000;
let parts: StartedParts | undefined;
let workshop: Workshop | undefined;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
process.on('disconnect', () => void end(0));

const { env, ignored } = useLocalEnvironment();
mkdirSync(devDataDir(), { recursive: true });
const other = claimDevFile();
if (other !== undefined) {
  console.error(`npm run dev runs here already: process ${other}, says ${relative(repoRoot(), devFile())}.`);
  console.error('End it with Ctrl-C in its terminal. If that process is another program, delete the file.');
  process.exit(3);
}
const began = performance.now();
try {
  console.log(dim('Starting what stands in for the cloud. Data is kept in .data/; delete the folder to start anew.'));
  if (ignored.length > 0) {
    console.log(dim(`Not taken from your shell: ${ignored.join(', ')}. A line in .env is; the doctor says why.`));
  }
  parts = await startParts({
    dataDir: devDataDir(),
    keep: true,
    env,
    onReady: ({ title, url, ms }) => showReady(title, url, ms),
  });
  workshop = await runWorkshop({
    env: { ...env, ...parts.env },
    dataDir: devDataDir(),
    likedPorts: true,
    onLine: showLines(),
    onReady: ({ title, url }) => showReady(title, url),
  });
  const shopUrl = entranceOf(workshop.urls);
  const traces = String(workshop.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  writeDevFile({ ...(shopUrl && { shopUrl }), addresses: { ...workshop.urls, traces }, env: parts.env });
  console.log(`\nAll is up after ${((performance.now() - began) / 1000).toFixed(1)} s. Ctrl-C ends everything.`);
  if (shopUrl) {
    console.log(`Place an order: ${bold('npm run order')} in another terminal, or`);
    console.log(`  ${orderCommand(shopUrl, await exampleOrder(shopUrl))}`);
    console.log('Its way through the system then shows here.\n');
  }
  showTraces(workshop.traces);
} catch (error) {
  if (!stopping) console.error(error);
  await end(1);
}

async function end(code: number): Promise<void> {
  // A second Ctrl-C ends it at once.
  if (stopping) process.exit(130);
  stopping = true;
  console.log(dim('\nEnding all parts.'));
  setTimeout(() => process.exit(1), slowestStopMs).unref();
  removeDevFile();
  await workshop?.stop();
  await parts?.stop();
  process.exit(code);
}
