/** `limits.json`: what stands behind the functions, and how its room is shared out. */
export type Limits = {
  readonly downstream: {
    /** Connections, or calls at once, that the narrowest thing behind the functions can serve. */
    readonly most: number;
    /** How many of them are not for functions: the shop that is no function, people, backups. */
    readonly reserve: number;
    /** How many of them one instance holds: so many connections `packages/sql` opens. */
    readonly perInstance: number;
  };
  /** The share of each lane, from 0 to 1. Together at most 1. */
  readonly lanes: { readonly user: number; readonly background: number };
};

/** What the limits need to know of a function. */
export type LimitedFunction = {
  readonly name: string;
  readonly lane: 'user' | 'background';
  readonly instances?: number;
};

export function budgetOf(limits: Limits): number;
export function laneBudget(limits: Limits, lane: LimitedFunction['lane']): number;
export function reservedConcurrency(limits: Limits, functions: readonly LimitedFunction[]): Record<string, number>;
export function reserved(): Record<string, number>;
