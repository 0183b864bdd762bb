import type { AddressInfo } from 'node:net';
import kinesalite from 'kinesalite';

// The process of the local Kinesis server: it tells its parent the port, and ends with it.
const [path] = process.argv.slice(2);
const server = kinesalite({
  ...(path && { path }),
  createStreamMs: 0,
  deleteStreamMs: 0,
  updateStreamMs: 0,
  shardLimit: 1000,
});

// Ctrl-C reaches every process of a terminal; the parent says when it is over.
process.on('SIGINT', () => {});
process.on('disconnect', () => server.close(() => process.exit()));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
