/** What a measurement came to. `inconclusive`: this machine is too noisy to tell; it never opens a gate. */
export type Verdict = 'holds' | 'fails' | 'inconclusive';

/** One thing that a gate measured, as it is shown and kept in `docs/gates.md`. */
export type Check = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly measured: string;
  readonly needed: string;
  /** What the control run gave: the same measurement where it must fail. */
  readonly control?: string;
};

/** The verdict of several: one that fails decides, then one that is inconclusive. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.length === 0 || checks.some(({ verdict }) => verdict === 'fails')) return 'fails';
  return checks.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'holds';
}

/**
 * A claim, and the control that must fail. Where the control holds too, the measurement sees nothing: inconclusive, whatever
 * the claim itself gave.
 */
export function withControl(claim: boolean, control: boolean): Verdict {
  if (!claim) return 'fails';
  return control ? 'inconclusive' : 'holds';
}
