import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LocalContext, LocalPart, RunningPart } from '@app/core/local';

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
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), keep ? [dataDir] : [], {
    // The server's own code is old enough to use what Node deprecates.
    execArgv: ['--no-deprecation', '--import', tsx()],
    env: { ...process.env, AWS_REGION: shared.AWS_REGION },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((ready, fail) => {
    child.once('message', (message) => ready((message as { port: number }).port));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the Kinesis server ended with ${code} while it started`)));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    env: { ...shared, ...localKeys, KINESIS_ENDPOINT: url },
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
