import type { Provider } from './provider.ts';

/** What the recipes read of `services/<name>/function.json`. */
export type FunctionDefinition = {
  readonly name: string;
  readonly trigger: {
    readonly type: string;
    readonly path?: string;
    readonly stream?: string;
    readonly eventTypes?: readonly string[];
    readonly rateMinutes?: number;
  };
};

/** What a layer says of its function besides `function.json`, for the deploy files of any provider: `functions/<name>.json`. */
export type FunctionNotes = {
  /** What the function needs of the slots, as `<slot>.<capability>`, in the order its role names them. */
  readonly grants: readonly string[];
  /** The stream it writes to, and the variable that tells it the stream's name. */
  readonly publishes?: { readonly stream: string; readonly variable: string };
  /** Variables that it takes from the settings of the deployment. */
  readonly settings?: readonly { readonly variable: string; readonly setting: string }[];
  /** Variables that another package gives. */
  readonly asks?: readonly { readonly slot: string; readonly variable: string }[];
  /** Figures that it logs, each with its alarm. */
  readonly figures?: readonly object[];
  /** What the trace of a request ends with; without it each run is a trace of its own. */
  readonly traceTo?: string;
  /** Words of the function, for comments and alarms. */
  readonly [word: string]: unknown;
};

/** What a recipe is filled with: words for its placeholders, and lists for its blocks. */
export type FunctionFacts = {
  readonly words: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, readonly object[]>>;
};

/** The recipe of a function: the kind of its trigger. HTTP has two: a function that is the whole API, and one that answers one route of it. */
export function recipeOf({ trigger }: FunctionDefinition): string {
  return trigger.type === 'http' && trigger.path !== undefined ? 'route' : trigger.type;
}

/** Collects what the recipes of a provider need to know of a function. */
export function factsOf(
  { name, trigger }: FunctionDefinition,
  notes: FunctionNotes,
  provider: Provider,
): FunctionFacts {
  const grants = notes.grants.map((grant) => grant.split('.') as [slot: string, capability: string]);
  const uses = (slot: string) => grants.some(([used]) => used === slot);
  const { publishes } = notes;
  return {
    words: {
      name,
      pascal: pascal(name),
      ...provider.names.inFiles(name),
      notes,
      // Orders and their events may live in another engine than what the new parts keep.
      connection: uses('outbox') ? 'outbox' : 'database',
      table: uses('database') ? 'database' : 'outbox',
      ...(trigger.stream !== undefined && { stream: pascal(trigger.stream) }),
      ...(trigger.rateMinutes !== undefined && { everySeconds: trigger.rateMinutes * 60 }),
    },
    lists: {
      grants: grants.map(([slot, capability]) => ({ reference: provider.grant(slot, capability) })),
      publishes: publishes ? [{ ...publishes, stream: pascal(publishes.stream) }] : [],
      settings: notes.settings ?? [],
      asks: notes.asks ?? [],
      figures: notes.figures ?? [],
      filter: trigger.eventTypes ? [{}] : [],
      trace: notes.traceTo === undefined ? [] : [{ to: notes.traceTo }],
    },
  };
}

/** `order-mail` as `OrderMail`: how deploy files name the resources of a function or a stream. */
function pascal(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}
