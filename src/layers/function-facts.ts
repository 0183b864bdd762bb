import type { Provider } from './provider.ts';

/** The parts of `services/<name>/function.json` that the recipes read. */
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

/**
 * Notes of a layer on its function that any provider's deploy files need and `function.json` does not hold:
 * `functions/<name>.json`.
 */
export type FunctionNotes = {
  /** What the function may do with the slots, as `<slot>.<capability>`, in the order in which its role lists it. */
  readonly grants: readonly string[];
  /** The stream that it writes to, and the environment variable that holds the stream's name. */
  readonly publishes?: { readonly stream: string; readonly variable: string };
  /** Environment variables whose values come from the settings of the deployment. */
  readonly settings?: readonly { readonly variable: string; readonly setting: string }[];
  /** Environment variables whose values come from another package. */
  readonly asks?: readonly { readonly slot: string; readonly variable: string }[];
  /** Metrics that it logs, each with its alarm. */
  readonly figures?: readonly object[];
  /** The span that a request's trace ends with. Without it each run of the function has its own trace. */
  readonly traceTo?: string;
  /** Texts about the function, for comments and alarms. */
  readonly [word: string]: unknown;
};

/** The input of a recipe: words for its placeholders, and lists for its blocks. */
export type FunctionFacts = {
  readonly words: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, readonly object[]>>;
};

/**
 * The recipe of a function, chosen by the kind of its trigger. HTTP has two: one for a function that is the whole API,
 * one for a function that answers one route of it.
 */
export function recipeOf({ trigger }: FunctionDefinition): string {
  return trigger.type === 'http' && trigger.path !== undefined ? 'route' : trigger.type;
}

/** Collects what the provider's recipes need to know about a function. */
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
      // The orders and their events may be in another engine than the state of the new parts.
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

/** `order-mail` as `OrderMail`. Deploy files name the resources of a function or a stream so. */
function pascal(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}
