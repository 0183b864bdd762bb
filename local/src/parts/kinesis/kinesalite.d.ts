declare module 'kinesalite' {
  import type { Server } from 'node:http';

  /** Makes a Kinesis server that does not listen yet. Without a path everything is kept in memory. */
  export default function kinesalite(options: {
    path?: string;
    createStreamMs?: number;
    deleteStreamMs?: number;
    updateStreamMs?: number;
    shardLimit?: number;
  }): Server;
}
