/** One figure that the README claims: the measured value and its budget. */
export type Claim = {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** `most` (`≤ 1.15`): the figure must not be higher. `least` (`≥ 0.8`): it must not be lower. */
  readonly budget: { readonly at: 'most' | 'least'; readonly value: number };
  /** The values that the ratio was computed from, as text for the reader. */
  readonly detail: string;
};

/** Whether the figure is within its budget. */
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
