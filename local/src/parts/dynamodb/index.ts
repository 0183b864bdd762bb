export { dynamodbPart } from './part.ts';
export { dynamodbRegion, type RegionPart, type RunningRegion } from './region-part.ts';
export type { RegionLag } from './replication/endpoint.ts';
export type { RegionSettings } from './replication/region.ts';
