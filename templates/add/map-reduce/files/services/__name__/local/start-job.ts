import { readFileSync } from 'node:fs';
import { openDatabase } from '@app/database';
import { openStream } from '@app/provider';
import { readDevFile, until } from 'serverless-workshop/local';
import { collections } from '../src/finish-part.ts';
import { type Job, startJob } from '../src/start-job.ts';

// Starts a job on the parts that `npm run dev` has running, and shows its result: `sample-job.json`, or the file that is named.
const dev = readDevFile();
if (!dev) {
  console.error('Nothing runs here: start it with "npm run dev" in another terminal.');
  process.exit(1);
}
const env = { ...process.env, ...dev.env };
const job = JSON.parse(readFileSync(process.argv[2] ?? new URL('sample-job.json', import.meta.url), 'utf8')) as Job;
const database = await openDatabase(env);
const stream = openStream(env, '{{stream}}');
try {
  await startJob(job, { ...database, stream });
  const kept = await until(`the result of ${job.id}`, () => database.documents.find(collections.results, job.id));
  console.log(`${job.id}: ${JSON.stringify(kept.result)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await stream.close();
  await database.close();
}
