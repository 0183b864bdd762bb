import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  type KinesisClient,
} from '@aws-sdk/client-kinesis';
import { type ShardRecord, shardRecordOf } from './record.ts';

/** Where reading starts. */
export type Position = { readonly after: string } | 'TRIM_HORIZON' | 'LATEST';

/** One answer: records, and whether the shard is read to its end. */
export type Read = { readonly records: readonly ShardRecord[]; readonly ended: boolean };

type Place = { readonly id: string; readonly madeAt: number };

/** Iterators live five minutes. */
const renewAfterMs = 4 * 60 * 1000;

/** Reads one shard in order. */
export class ShardReader {
  readonly #client: KinesisClient;
  readonly #stream: string;
  readonly #shardId: string;
  #position: Position;
  #iterator: Promise<Place> | undefined;

  constructor(client: KinesisClient, stream: string, shardId: string, position: Position) {
    this.#client = client;
    this.#stream = stream;
    this.#shardId = shardId;
    this.#position = position;
  }

  /** Reads up to `limit` records. `closed`: the shard takes no more, so that its end can be reached. Throws what the client throws. */
  async read(limit: number, closed: boolean): Promise<Read> {
    const iterator = await this.open();
    try {
      const answer = await this.#client.send(new GetRecordsCommand({ ShardIterator: iterator.id, Limit: limit }));
      const records = (answer.Records ?? []).map(shardRecordOf);
      const last = records.at(-1);
      if (last) this.#position = { after: last.sequenceNumber };
      // The local server makes the next iterator of an empty answer from its clock, and a record that it is just storing
      // would lie before it. So an empty answer is asked for again from the same place.
      const renew = records.length > 0 || closed || Date.now() - iterator.madeAt > renewAfterMs;
      const next = answer.NextShardIterator;
      if (renew) this.#iterator = next ? Promise.resolve({ id: next, madeAt: Date.now() }) : undefined;
      return { records, ended: closed && records.length === 0 && !next };
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException)) throw error;
      this.#iterator = undefined;
      return { records: [], ended: false };
    }
  }

  /** Takes its place in the shard; reading does it by itself. With LATEST, what is put later will be read. */
  open(): Promise<Place> {
    this.#iterator ??= this.#place().catch((error) => {
      this.#iterator = undefined;
      throw error;
    });
    return this.#iterator;
  }

  async #place(): Promise<Place> {
    const at: Pick<GetShardIteratorInput, 'ShardIteratorType' | 'StartingSequenceNumber'> =
      typeof this.#position === 'string'
        ? { ShardIteratorType: this.#position }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: this.#position.after };
    const { ShardIterator: id = '' } = await this.#client.send(
      new GetShardIteratorCommand({ StreamName: this.#stream, ShardId: this.#shardId, ...at }),
    );
    return { id, madeAt: Date.now() };
  }
}
