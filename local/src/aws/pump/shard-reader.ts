import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  type KinesisClient,
} from '@aws-sdk/client-kinesis';
import { type ShardRecord, shardRecordOf } from './record.ts';

/** The place where reading starts. */
export type Position = { readonly after: string } | 'TRIM_HORIZON' | 'LATEST';

/** One answer: records, and whether the end of the shard is reached. */
export type Read = { readonly records: readonly ShardRecord[]; readonly ended: boolean };

type Place = { readonly id: string; readonly madeAt: number };

/** An iterator expires after five minutes. */
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

  /**
   * Reads up to `limit` records. `closed` means that the shard gets no more records, so its end can be reached. Throws
   * what the client throws.
   */
  async read(limit: number, closed: boolean): Promise<Read> {
    const iterator = await this.open();
    try {
      const answer = await this.#client.send(new GetRecordsCommand({ ShardIterator: iterator.id, Limit: limit }));
      const records = (answer.Records ?? []).map(shardRecordOf);
      const last = records.at(-1);
      if (last) this.#position = { after: last.sequenceNumber };
      // For an empty answer the local server makes the next iterator from its clock. A record that it is just storing
      // could then be skipped. So the same iterator is used again.
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

  /**
   * Gets an iterator for its place in the shard. `read` does this too. With LATEST, records that are put after it will
   * be read.
   */
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
