/** One figure the README claims: measured, held against its budget. */
export type Claim = {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** `≤ 1.15`: the figure must not be above; `≥ 0.8`: not below. */
  readonly budget: { readonly at: 'most' | 'least'; readonly value: number };
  /** The single values behind a ratio, for the reader. */
  readonly detail: string;
};

/** True when the figure is within its budget. */
export function holds({ measured, budget }: Claim): boolean {
  return budget.at === 'most' ? measured <= budget.value : measured >= budget.value;
}

/** One row of the README's table. */
export function row(claim: Claim): string {
  const sign = claim.budget.at === 'most' ? '≤' : '≥';
  const figure = `${round(claim.measured)}${claim.unit}${holds(claim) ? '' : ' (missed)'}`;
  return `| ${claim.what} | ${figure} | ${sign} ${claim.budget.value}${claim.unit} | ${claim.detail} |`;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
