import type { IncludeFile } from '../tree/merge-includes.ts';
import type { AnyAxis, Stage } from './axes.ts';

/**
 * What a provider declares, so that the tool itself knows no vendor. It stands in the provider's `layer.ts`, beside its
 * deploy files.
 */
export type Provider = {
  /** The deploy file that lists what is deployed. Several layers contribute to it. */
  readonly includes: IncludeFile;
  /** The list of that file in which a function's deploy file is entered. */
  listOf(file: string): string;
  /** How a role refers to a permission that a slot grants: `packages/<slot>/deploy/<provider>.yml`. */
  grant(slot: string, capability: string): string;
  readonly names: {
    /** The longest name of a function. It leaves room for what the provider adds before its own limit. */
    readonly longest: number;
    /** Other names of the function in the provider's files: placeholders of the recipes. */
    inFiles(name: string): Readonly<Record<string, string>>;
  };
  /** What a repo costs when it is deployed and gets no orders. */
  readonly idle: {
    /** Where the prices apply, as text. */
    readonly prices: string;
    readonly costs: readonly IdleCost[];
  };
  /** The provider's stand-ins that run on this machine. */
  readonly localParts: readonly LocalPart[];
  /** The tool that deploys: the folder where it is installed, and the package that must be installed under its name. */
  readonly engine: { readonly folder: string; readonly name: string; readonly installedAs: string };
};

/**
 * One row of the table of idle costs in `docs/deploy.md`, valid from a stage on. `only` limits it to repos with these
 * answers; derived answers count too.
 */
type IdleCost = {
  readonly what: string;
  readonly usdPerMonth: number;
  readonly from: Stage;
  readonly only?: Readonly<Partial<Record<AnyAxis, string>>>;
};

/**
 * A stand-in that runs on this machine: the packages that it needs, and the setting that replaces it with a server of
 * the user's.
 */
export type LocalPart = { readonly what: string; readonly packages: readonly string[]; readonly setting: string };
