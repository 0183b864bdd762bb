import type { Part, PartContext, RunningPart } from '../../contract/index.ts';
import globalTable from './global-table.limits.json' with { type: 'json' };
import { answers, dynamodbPart, startDynamodb, tableName } from './part.ts';
import type { RegionLag } from './replication/endpoint.ts';
import type { RegionSettings } from './replication/region.ts';

/** A running region. */
export type RunningRegion = RunningPart & {
  /** The address at which it also takes the writes of the other region. */
  readonly url: string;
  /** How far it and the other region are apart. */
  lag(): Promise<RegionLag>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
};

/** A part that runs as a region. */
export type RegionPart = Omit<Part, 'start'> & { start(context: PartContext): Promise<RunningRegion> };

/**
 * DynamoDB as one of two regions of a global table. Each region sends its writes to the other one, and the last writer
 * of an item wins.
 *
 * @public
 */
export function dynamodbRegion(region: RegionSettings): RegionPart {
  return {
    ...dynamodbPart,
    limits: [...dynamodbPart.limits, ...globalTable.otherwise],
    async start({ dataDir, keep, env }) {
      const { url, stop, kill } = await startDynamodb({ dataDir, keep }, region);
      const own = { ...tableName(env), DYNAMODB_ENDPOINT: url, AWS_REGION: region.region };
      const lag = async () => (await (await fetch(`${url}/replication`)).json()) as RegionLag;
      return { env: own, url, ready: () => answers(own), stop, kill, lag };
    },
  };
}
