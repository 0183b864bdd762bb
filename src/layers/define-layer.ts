import type { AnyAxis } from './axes.ts';

/** What a database is to the functions: the shop's own server, a SQL server, MongoDB, or the provider's own store. */
export type Kind = 'sql' | 'mongo' | 'native';

/** A family of statements: engines of one family share them. */
export type Dialect = 'sql' | 'document' | 'native';

/** How many regions run: one, one and a standby, several. */
export type Topology = 'single' | 'standby' | 'multi';

/** One folder of `templates/`: what an answer adds, and how the question shows it. */
export type Layer = {
  readonly axis: AnyAxis | 'base';
  readonly id: string;
  /** The answer's name for people: "DynamoDB". */
  readonly title: string;
  /** One sentence for the generated repo: why a team takes this. */
  readonly why: string;
  /** The line under the choice: what it costs and what it buys. */
  readonly hint?: string;
  /** A second name of the choice, for people who do not know our word: `a *sample* ten-year-old shop …`. */
  readonly label?: string;
  /** Databases: serverful engines need a server, serverless ones are the provider's own. */
  readonly style?: 'serverful' | 'serverless';
  /** Databases only. */
  readonly kind?: Kind;
  /** Failover only. */
  readonly topology?: Topology;
  /** Strings for placeholders: `\{{values.<key>}}`. A key belongs to one layer. */
  readonly values?: Readonly<Record<string, string>>;
  /** Path prefixes in the generated repo whose files are sample code, free to delete. */
  readonly sample?: readonly string[];
  /** Files that moved: today's path in this folder → the id of their first release. */
  readonly was?: Readonly<Record<string, string>>;
};

/** Declares a layer; the folder it stands in must be `templates/<axis>/<id>`. */
export function defineLayer(layer: Layer): Layer {
  return layer;
}
