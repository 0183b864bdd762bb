import { mkdirSync } from 'node:fs';
import { ListStreamsCommand } from '@aws-sdk/client-kinesis';
import type { Env, Part, PartContext, RunningPart } from '../../contract/index.ts';
import { ownModule } from '../../own-module.ts';
import { startServerProcess } from '../server-process.ts';
import { kinesisClient } from './client.ts';
import limits from './limits.json' with { type: 'json' };

/** Keys that no cloud knows, so that functions on this machine cannot reach a cloud by accident. */
const localKeys = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** A Kinesis server in its own process: kinesalite. `KINESIS_ENDPOINT` replaces it. */
export const kinesisPart: Part = {
  name: 'kinesis',
  title: 'Kinesis',
  limits: limits.otherwise,
  start,
};

async function start({ dataDir, keep, env }: PartContext): Promise<RunningPart> {
  const shared = { STREAM_NAME: env.STREAM_NAME || 'orders', AWS_REGION: env.AWS_REGION || 'us-east-1' };
  if (env.KINESIS_ENDPOINT) {
    const own = { ...shared, KINESIS_ENDPOINT: env.KINESIS_ENDPOINT };
    return { env: own, url: env.KINESIS_ENDPOINT, ready: () => answers({ ...env, ...own }), stop: async () => {} };
  }
  if (keep) mkdirSync(dataDir, { recursive: true });
  const { url, stop } = await startServerProcess(ownModule('server', import.meta.url), keep ? [dataDir] : [], {
    ...process.env,
    AWS_REGION: shared.AWS_REGION,
  });
  const own = { ...shared, ...localKeys, KINESIS_ENDPOINT: url };
  return { env: own, url, ready: () => answers(own), stop };
}

async function answers(env: Env): Promise<void> {
  const client = kinesisClient(env);
  try {
    await client.send(new ListStreamsCommand({ Limit: 1 }));
  } finally {
    client.destroy();
  }
}
