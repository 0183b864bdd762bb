import type { Was } from '../tree/was.ts';
import type { AnyAxis } from './axes.ts';
import type { Provider } from './provider.ts';
import type { Limits } from './stand-in.ts';

/** Which database the functions use: the shop's own server, a SQL server, MongoDB, or the provider's own store. */
export type Kind = 'sql' | 'mongo' | 'native';

/** A family of statements. Engines of one family share them. */
export type Dialect = 'sql' | 'document' | 'native';

/** How many regions run: one, one and a standby, several. */
export type Topology = 'single' | 'standby' | 'multi';

/** The server that a database runs on this machine, as `doctor` checks it. */
export type LocalServer = {
  /** The package that starts it. */
  readonly package: string;
  /** The setting that replaces it with a server of the user's. */
  readonly setting: string;
  /**
   * Set where the server is a separate program. It is in the package `<package>/<platform>-<arch>`, which is installed
   * with the main one.
   */
  readonly binary?: {
    readonly package: string;
    /** Its path in that package, without `.exe`. */
    readonly file: string;
    /** The text in front of the version when the program prints its version. */
    readonly before: string;
    /** The list of links that the package's install script makes: JSON, each entry with a `target`. */
    readonly links?: string;
  };
};

/** One folder of `templates/`: what an answer adds, and how the question shows it. */
export type Layer = {
  readonly axis: AnyAxis | 'base';
  readonly id: string;
  /** The answer's name for people: "DynamoDB". */
  readonly title: string;
  /** One sentence for the generated repo: why a team chooses this. */
  readonly why: string;
  /** The line under the choice: what it costs and what the team gets for it. */
  readonly hint?: string;
  /** A longer name of the choice for people who do not know the project's word: `a *sample* ten-year-old shop …`. */
  readonly label?: string;
  /** For databases. A serverful engine needs a server; a serverless one is the provider's own. */
  readonly style?: 'serverful' | 'serverless';
  /** Databases only. */
  readonly kind?: Kind;
  /** Databases only. */
  readonly server?: LocalServer;
  /** Failover only. */
  readonly topology?: Topology;
  /** Providers only: what the tool must know to write and merge the provider's deploy files. */
  readonly provider?: Provider;
  /** Texts for placeholders: `\{{values.<key>}}`. Only one layer may define a key. */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * What runs on this machine in place of a cloud service: parts of the library by name, and stand-ins that this layer
   * has itself.
   */
  readonly standIns?: readonly (string | Limits)[];
  /** Path prefixes in the generated repo whose files are sample code, free to delete. */
  readonly sample?: readonly string[];
  /**
   * Files that moved: today's path in this folder → the id of the file. Where copies were merged into one file or share
   * an id, their released ids are listed too.
   */
  readonly was?: Was;
};

/** Declares a layer. Its folder must be `templates/<axis>/<id>`. */
export function defineLayer(layer: Layer): Layer {
  return layer;
}
