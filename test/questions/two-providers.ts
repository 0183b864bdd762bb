import type { Cell } from '../../src/layers/cell.ts';
import type { Layer } from '../../src/layers/define-layer.ts';

/** A registry with two providers: what the rules must say once a second one is there. */
export const layers: readonly Layer[] = [
  { axis: 'base', id: 'base', title: 'Base', why: '' },
  { axis: 'start', id: 'greenfield', title: 'Greenfield', why: '' },
  { axis: 'start', id: 'legacy', title: 'Legacy shop', why: '' },
  { axis: 'stage', id: 'glue', title: 'Glue', why: '' },
  { axis: 'stage', id: 'observe', title: 'Observe', why: '' },
  { axis: 'database', id: 'cosmos', title: 'Cosmos DB', why: '', style: 'serverless', kind: 'native' },
  { axis: 'database', id: 'dynamodb', title: 'DynamoDB', why: '', style: 'serverless', kind: 'native' },
  { axis: 'database', id: 'postgres', title: 'Postgres', why: '', style: 'serverful', kind: 'sql' },
  { axis: 'failover', id: 'none', title: 'None', why: '', topology: 'single' },
  { axis: 'provider', id: 'aws', title: 'AWS', why: '' },
  { axis: 'provider', id: 'azure', title: 'Azure', why: '' },
  { axis: 'telemetry', id: 'cloudwatch', title: 'CloudWatch', why: '' },
  { axis: 'telemetry', id: 'otlp', title: 'OTLP', why: '' },
  { axis: 'packaging', id: 'zip', title: 'Zip', why: '' },
  { axis: 'purpose', id: 'project', title: 'Project', why: '' },
  { axis: 'host', id: 'postgres', title: 'Outbox in Postgres', why: '' },
  { axis: 'host', id: 'dynamodb', title: 'Outbox in DynamoDB', why: '' },
  { axis: 'host', id: 'cosmos', title: 'Outbox in Cosmos DB', why: '' },
];

const on = (layer: string, ...providers: string[]): Cell[] =>
  providers.map((id) => ({ axis: 'provider', id, exact: false, folder: `${layer}/with/provider/${id}` }));

export const cells: Readonly<Record<string, readonly Cell[]>> = {
  'database/cosmos': on('database/cosmos', 'azure'),
  'database/dynamodb': on('database/dynamodb', 'aws'),
  'database/postgres': on('database/postgres', 'aws', 'azure'),
  'telemetry/cloudwatch': on('telemetry/cloudwatch', 'aws'),
};

export const tables = {};
