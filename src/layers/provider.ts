import type { IncludeFile } from '../tree/merge-includes.ts';
import type { AnyAxis, Stage } from './axes.ts';

/** What a provider says of itself, so that the tool knows no vendor. It stands in the provider's `layer.ts`; its deploy files stand beside it. */
export type Provider = {
  /** The deploy file that lists what is deployed. Many contribute to it. */
  readonly includes: IncludeFile;
  /** The list of that file in which a function's deploy file is entered. */
  listOf(file: string): string;
  /** How a role refers to what a slot grants: `packages/<slot>/deploy/<provider>.yml`. */
  grant(slot: string, capability: string): string;
  readonly names: {
    /** The longest name of a function, so that what the provider makes of it stays within its own limit. */
    readonly longest: number;
    /** What the provider's files call the function besides its name: placeholders of the recipes. */
    inFiles(name: string): Readonly<Record<string, string>>;
  };
  /** What a repo costs where it is deployed and nobody orders. */
  readonly idle: {
    /** Where the prices hold, in words. */
    readonly prices: string;
    readonly costs: readonly IdleCost[];
  };
  /** The stand-ins that run on this machine. */
  readonly localParts: readonly LocalPart[];
  /** The tool that deploys: where it is installed, and what must stand behind its name there. */
  readonly engine: { readonly folder: string; readonly name: string; readonly installedAs: string };
};

/** One line of what is paid for idle: a row of the table in `docs/deploy.md`, from a stage on. `only` limits it to repos with these answers, derived ones too. */
type IdleCost = {
  readonly what: string;
  readonly usdPerMonth: number;
  readonly from: Stage;
  readonly only?: Readonly<Partial<Record<AnyAxis, string>>>;
};

/** A stand-in that runs on this machine: the packages that bring it, and the setting that replaces it by a server of your own. */
export type LocalPart = { readonly what: string; readonly packages: readonly string[]; readonly setting: string };
