import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answers } from '../src/layers/answers.ts';
import type { Claim } from './claim.ts';
import { composedRepo, runInRepo } from './composed-repo.ts';
import { median } from './interleave.ts';

type Bundle = { readonly name: string; readonly kb: number; readonly budgetKb: number; readonly file: string };
/** `bareClient` is the file of the smallest bundle that can talk to DynamoDB. It is bundled like the functions. */
type Bundles = { readonly functions: readonly Bundle[]; readonly bareClient: string };

const rounds = 15;

// The factor for a bundle with a database client, our code and tracing. The relay also has the stream's client, and no
// user waits for its start.
const withOneClient = 1.25;
const withTwoClients = 1.75;

const evaluate = fileURLToPath(new URL('in-repo/evaluate.mjs', import.meta.url));

/** Settings that a function reads when it is loaded. It connects to nothing before the first call. */
const env = {
  DATABASE_URL: 'postgres://user:password@127.0.0.1:9/shop',
  TABLE_NAME: 'shop',
  STREAM_NAME: 'orders',
  AWS_REGION: 'eu-central-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/**
 * Measures the functions as they are deployed: their bytes, and the time that a cold start needs for the code, compared
 * with the bare DynamoDB client.
 */
export async function measureFunctions(): Promise<Claim[]> {
  return [
    ...(await measureRepo('default', 'default', {})),
    ...(await measureRepo('dynamodb', 'greenfield, dynamodb', { start: 'greenfield', database: 'dynamodb' })),
  ];
}

async function measureRepo(name: string, title: string, answers: Partial<Answers>): Promise<Claim[]> {
  const repo = await composedRepo(name, answers);
  const { functions, bareClient } = runInRepo<Bundles>(repo, 'bundle.mjs');
  const times = evaluateInTurn([bareClient, ...functions.map(({ file }) => file)]);
  const [client = Number.NaN, ...loading] = times.map(median);
  return functions.flatMap((bundle, i) => {
    const ms = loading[i] ?? Number.NaN;
    const what = `\`${bundle.name}\` (${title})`;
    return [
      {
        what: `${what}: bundle`,
        measured: bundle.kb,
        unit: ' KB',
        budget: { at: 'most', value: bundle.budgetKb },
        detail: 'minified',
      } as const,
      {
        what: `${what}: loading its code / the bare DynamoDB client`,
        measured: ms / client,
        unit: ' ×',
        budget: { at: 'most', value: bundle.name === 'relay' ? withTwoClients : withOneClient },
        detail: `${ms.toFixed(0)} ms / ${client.toFixed(0)} ms`,
      } as const,
    ];
  });
}

/**
 * Starts one process for each file and round, in turn. The first round warms the disk cache. Answers milliseconds by
 * file.
 */
function evaluateInTurn(files: readonly string[]): number[][] {
  const times = files.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    files.forEach((file, i) => {
      const result = spawnSync(process.execPath, [evaluate, file], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      if (result.status !== 0) throw new Error(`${file} cannot be loaded:\n${result.stdout}${result.stderr}`);
      if (round >= 0) times[i]?.push(Number(result.stdout.trim().split('\n').at(-1)));
    });
  }
  return times;
}
