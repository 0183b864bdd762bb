import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectionEvent } from './peak-of.ts';

/** Asks for the connection events since the last request. */
export type LogRequest = 'log';

/** The answer to a `LogRequest`. */
export type LogAnswer = readonly ConnectionEvent[];

// A service in its own process that accepts a limited number of connections and refuses others. `GET /<ms>` takes that
// long.
const most = Number(process.argv[2]);
let log: ConnectionEvent[] = [];

const server = createServer((request, response) => {
  setTimeout(() => response.end('done'), Number(request.url?.slice(1)));
});
server.maxConnections = most;
server.on('connection', (socket) => {
  log.push('opened');
  socket.once('close', () => log.push('closed'));
});
server.on('drop', () => log.push('refused'));

process.on('disconnect', () => process.exit());
process.on('message', () => {
  process.send?.(log satisfies LogAnswer);
  log = [];
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
