import kinesalite from 'kinesalite';
import { serveParent } from '../server-process.ts';

// The process of the local Kinesis server.
const [path] = process.argv.slice(2);
serveParent(
  kinesalite({
    ...(path && { path }),
    createStreamMs: 0,
    deleteStreamMs: 0,
    updateStreamMs: 0,
    shardLimit: 1000,
  }),
);
