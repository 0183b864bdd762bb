import { mkdirSync } from 'node:fs';
import type { LocalContext, LocalPart, RunningPart } from '@app/core/local';
import { startLocalServer } from '@app/core/local-server';

/** Keys that no cloud knows: the functions of this machine must not reach one by accident. */
const localKeys = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** A Kinesis server in a process of its own. `KINESIS_ENDPOINT` replaces it. */
export const kinesisPart: LocalPart = { name: 'kinesis', title: 'Kinesis', start };

async function start({ dataDir, keep, env }: LocalContext): Promise<RunningPart> {
  const shared = { STREAM_NAME: env.STREAM_NAME || 'orders', AWS_REGION: env.AWS_REGION || 'us-east-1' };
  if (env.KINESIS_ENDPOINT) {
    return {
      env: { ...shared, KINESIS_ENDPOINT: env.KINESIS_ENDPOINT },
      url: env.KINESIS_ENDPOINT,
      stop: async () => {},
    };
  }
  if (keep) mkdirSync(dataDir, { recursive: true });
  const { url, stop } = await startLocalServer(new URL('server.ts', import.meta.url), keep ? [dataDir] : [], {
    ...process.env,
    AWS_REGION: shared.AWS_REGION,
  });
  return { env: { ...shared, ...localKeys, KINESIS_ENDPOINT: url }, url, stop };
}
