import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Downstream } from '../contract/index.ts';
import { ownModule } from '../own-module.ts';
import { typescriptArgs } from '../typescript.ts';
import type { LogAnswer, LogRequest } from './limited-service-process.ts';
import { peakOf } from './peak-of.ts';

const patienceMs = 2_000;

/** Starts an HTTP service that accepts `most` connections. It stands for a service of a partner with such a limit. */
export async function startLimitedService(most: number): Promise<Downstream> {
  const child = fork(fileURLToPath(ownModule('limited-service-process', import.meta.url)), [String(most)], {
    execArgv: typescriptArgs(),
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  let open = 0;
  return {
    title: `a service over HTTP with ${most} connections`,
    open() {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      return {
        call: (busyMs) =>
          new Promise((done, fail) => {
            const asked = request(
              { agent, host: '127.0.0.1', port, path: `/${busyMs}`, timeout: patienceMs },
              (answer) => {
                answer.resume().once('end', done).once('error', fail);
              },
            );
            asked.once('timeout', () => asked.destroy(new Error('no answer in time')));
            asked.once('error', fail).end();
          }),
        close: async () => agent.destroy(),
      };
    },
    async readLog() {
      child.send('log' satisfies LogRequest);
      const [events] = (await once(child, 'message')) as [LogAnswer];
      const found = peakOf(events, open);
      open = found.open;
      return found;
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
