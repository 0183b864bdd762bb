import type { Was } from '../tree/was.ts';
import type { AnyAxis } from './axes.ts';
import type { Provider } from './provider.ts';
import type { Limits } from './stand-in.ts';

/** What a database is to the functions: the shop's own server, a SQL server, MongoDB, or the provider's own store. */
export type Kind = 'sql' | 'mongo' | 'native';

/** A family of statements: engines of one family share them. */
export type Dialect = 'sql' | 'document' | 'native';

/** How many regions run: one, one and a standby, several. */
export type Topology = 'single' | 'standby' | 'multi';

/** The server that a database brings for this machine, as the doctor looks at it. */
export type LocalServer = {
  /** The package that starts it. */
  readonly package: string;
  /** The setting that replaces it by a server of your own. */
  readonly setting: string;
  /** Where the server is a program of its own: in `<package>/<platform>-<arch>`, which is installed along. */
  readonly binary?: {
    readonly package: string;
    /** Its path in that package, without `.exe`. */
    readonly file: string;
    /** What stands before the version where it says its own. */
    readonly before: string;
    /** A list of the links that the package's install script makes: JSON, each with a `target`. */
    readonly links?: string;
  };
};

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
  /** Databases only. */
  readonly server?: LocalServer;
  /** Failover only. */
  readonly topology?: Topology;
  /** Providers only: what the tool must know to write and to merge its deploy files. */
  readonly provider?: Provider;
  /** Strings for placeholders: `\{{values.<key>}}`. A key belongs to one layer. */
  readonly values?: Readonly<Record<string, string>>;
  /** What runs on this machine in the place of something else: parts of the library by name, and what this layer brings itself. */
  readonly standIns?: readonly (string | Limits)[];
  /** Path prefixes in the generated repo whose files are sample code, free to delete. */
  readonly sample?: readonly string[];
  /** Files that moved: today's path in this folder → its id. Copies that became one file, or that share an id, name their released ids too. */
  readonly was?: Was;
};

/** Declares a layer; the folder it stands in must be `templates/<axis>/<id>`. */
export function defineLayer(layer: Layer): Layer {
  return layer;
}
