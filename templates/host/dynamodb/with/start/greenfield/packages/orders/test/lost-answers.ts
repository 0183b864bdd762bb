import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server before DynamoDB that hands each request on, and after `lose()` drops the next answer: the work was done, nobody heard of it. */
export async function lostAnswers(endpoint: string) {
  const target = new URL(endpoint);
  let losing = false;
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url: path } = incoming;
    const { hostname, port } = target;
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      if (losing) {
        losing = false;
        answer.resume().once('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose() {
      losing = true;
    },
    /** False when an answer is still to be lost: the test did not test what it says. */
    wasLost: () => !losing,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
