/** The result of a measurement. `inconclusive` means that this machine is too noisy to tell. It never opens a gate. */
export type Verdict = 'holds' | 'fails' | 'inconclusive';

/** One measurement of a gate, as the screen and `docs/gates.md` show it. */
export type Check = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly measured: string;
  readonly needed: string;
  /** The result of the control run: the same measurement under conditions in which it must fail. */
  readonly control?: string;
};

/** The verdict of several checks. One that fails decides, then one that is inconclusive. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.length === 0 || checks.some(({ verdict }) => verdict === 'fails')) return 'fails';
  return checks.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'holds';
}

/**
 * The verdict for a claim with a control that must fail. When the control holds too, the measurement proves nothing and
 * is inconclusive, whatever the claim gave.
 */
export function withControl(claim: boolean, control: boolean): Verdict {
  if (!claim) return 'fails';
  return control ? 'inconclusive' : 'holds';
}
