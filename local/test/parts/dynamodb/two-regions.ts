import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from '../../../src/parts/dynamodb/client.ts';
import { dynamodbRegion, type RunningRegion } from '../../../src/parts/dynamodb/index.ts';

type State = 'open' | 'cut' | 'mute' | 'narrow';

/**
 * A way to one region. A cut one closes what is open and refuses what comes. A mute one swallows all bytes and says
 * nothing of an end; its connections stay so when the way is open again. A narrow one gets stuck with more than
 * 20 KB at once.
 */
type Way = { readonly url: string; set(state: State): void };

/** One of two regions. It can be killed and started again; its clients and the other region find it again. */
export type Region = {
  readonly name: string;
  readonly way: Way;
  client(): DynamoDBClient;
  running(): RunningRegion;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and starts it again without its data. */
  lose(): Promise<void>;
};

/** Two regions that send their writes to each other, each through a way of its own. */
export type TwoRegions = { readonly a: Region; readonly b: Region; stop(): Promise<void> };

/** Starts them. `skewMs` is how far the clock of `b` is ahead. */
export async function startTwoRegions({ skewMs = 0 } = {}): Promise<TwoRegions> {
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-regions-'));
  const ports = new Map<string, number>();
  const toA = await openWay(() => ports.get('eu-central-1'));
  const toB = await openWay(() => ports.get('eu-west-1'));
  const region = async (name: string, own: OpenWay, other: OpenWay, skew: number): Promise<Region> => {
    const part = dynamodbRegion({ region: name, replicateTo: other.way.url, skewMs: skew });
    let running: RunningRegion;
    let client: DynamoDBClient;
    const start = async () => {
      running = await part.start({ dataDir: join(folder, name), keep: true, env: {} });
      ports.set(name, Number(new URL(running.url).port));
      client = dynamodbClient(running.env);
      await running.ready();
    };
    const kill = async () => {
      await running.kill();
      client.destroy();
    };
    await start();
    return {
      name,
      way: own.way,
      client: () => client,
      running: () => running,
      start,
      kill,
      async lose() {
        await kill();
        rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
        await start();
      },
    };
  };
  const [a, b] = await Promise.all([region('eu-central-1', toA, toB, 0), region('eu-west-1', toB, toA, skewMs)]);
  return {
    a,
    b,
    async stop() {
      for (const { client } of [a, b]) client().destroy();
      await Promise.all([a.running().stop(), b.running().stop()]);
      await Promise.all([toA.close(), toB.close()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type OpenWay = { readonly way: Way; close(): Promise<void> };

async function openWay(port: () => number | undefined): Promise<OpenWay> {
  let state: State = 'open';
  const sockets = new Set<Socket>();
  const mute = new WeakSet<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((from) => {
    keep(from);
    const target = port();
    if (state === 'cut' || target === undefined) return from.destroy();
    const to = connect(target, '127.0.0.1');
    keep(to);
    if (state === 'mute') mute.add(from);
    let atOnce = 0;
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('data', (bytes) => {
        atOnce = one === from ? atOnce + bytes.length : 0;
        if (state === 'narrow' && atOnce > 20 * 1024) mute.add(from);
        if (!mute.has(from)) other.write(bytes);
      });
      one.once('close', () => mute.has(from) || other.destroy());
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    way: {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      set(next) {
        state = next;
        if (next === 'cut') closeAll();
        if (next === 'mute') for (const socket of sockets) mute.add(socket);
      },
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        closeAll();
      }),
  };
}
