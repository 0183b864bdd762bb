import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { inject } from 'vitest';
import { type Checkpoints, memoryCheckpoints } from '../../../src/aws/pump/checkpoints.ts';
import type { Discarded } from '../../../src/aws/pump/failure-destination.ts';
import { type Pump, startPump } from '../../../src/aws/pump/pump.ts';
import type { PumpSettings } from '../../../src/aws/pump/settings.ts';
import type { Invoke } from '../../../src/contract/index.ts';
import { kinesisClient } from '../../../src/parts/kinesis/client.ts';
import { deleteStream, ensureStream } from '../../../src/parts/kinesis/streams.ts';

/** A stream on the real local server, a pump on it, and what came out. */
export class PumpRig {
  readonly client: KinesisClient;
  readonly stream: string;
  readonly checkpoints: Checkpoints = memoryCheckpoints();
  /** The bodies of every invocation, in order. */
  readonly invocations: string[][] = [];
  readonly records: KinesisStreamRecord[] = [];
  readonly discarded: { condition: string; bodies: string[]; invocations: number }[] = [];
  streamArn = '';
  #pump: Pump | undefined;

  private constructor(client: KinesisClient, stream: string) {
    this.client = client;
    this.stream = stream;
  }

  static async open(shards = 1): Promise<PumpRig> {
    const rig = new PumpRig(kinesisClient(inject('parts')), `pump-${randomUUID()}`);
    rig.streamArn = await ensureStream(rig.client, rig.stream, shards);
    return rig;
  }

  /** Puts records in one call; a record is `key/anything`. */
  async put(...bodies: string[]): Promise<void> {
    await this.client.send(
      new PutRecordsCommand({
        StreamName: this.stream,
        Records: bodies.map((body) => ({ PartitionKey: body.split('/')[0] ?? '', Data: Buffer.from(body) })),
      }),
    );
  }

  /** Starts a pump. The function answers what `handle` makes of the bodies; retries come without a wait. */
  async start(
    settings: Partial<PumpSettings>,
    handle: (bodies: string[], event: KinesisStreamEvent) => unknown = () => undefined,
    now: () => number = Date.now,
  ): Promise<void> {
    const invoke: Invoke = async (event) => {
      const { Records } = event as KinesisStreamEvent;
      const bodies = Records.map(bodyOf);
      this.invocations.push(bodies);
      this.records.push(...Records);
      return handle(bodies, event as KinesisStreamEvent);
    };
    this.#pump = await startPump(
      {
        functionName: 'test',
        stream: this.stream,
        batchSize: 100,
        batchWindowSeconds: 0,
        retryAttempts: -1,
        maxRecordAgeSeconds: -1,
        bisect: false,
        parallelization: 1,
        startingPosition: 'TRIM_HORIZON',
        ...settings,
      },
      {
        client: this.client,
        streamArn: this.streamArn,
        invoke,
        checkpoints: this.checkpoints,
        failures: {
          discard: async ({ condition, records, invocations }: Discarded) => {
            this.discarded.push({
              condition,
              bodies: records.map(({ data }) => Buffer.from(data, 'base64').toString()),
              invocations,
            });
          },
        },
        now,
        backOff: () => turn(),
      },
    );
  }

  /** All bodies that were delivered, in order, repeats and all. */
  get delivered(): string[] {
    return this.invocations.flat();
  }

  async stop(): Promise<void> {
    await this.#pump?.stop();
    this.#pump = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await deleteStream(this.client, this.stream);
    this.client.destroy();
  }
}

/** The body of a record of an event. */
export function bodyOf(record: KinesisStreamRecord): string {
  return Buffer.from(record.kinesis.data, 'base64').toString();
}

/** What a function answers to have these records tried again. */
export function failuresOf(event: KinesisStreamEvent, fails: (body: string) => boolean): object {
  const failed = event.Records.filter((record) => fails(bodyOf(record)));
  return { batchItemFailures: failed.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
}
