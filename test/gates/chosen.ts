import { defaults } from '../../src/layers/answers.ts';
import { type Combination, validCombinations } from '../matrix/combinations.ts';
import { cover } from '../matrix/cover.ts';
import { everything } from '../matrix/everything.ts';
import { shuffled } from '../matrix/seed.ts';

type Gated = Pick<Combination, 'start' | 'database' | 'provider'>;

/** How many of them one run has the time for: the gates of one take six minutes. */
const perRun = 2;

/**
 * Whose gates are run at full length. What a gate does to a repo meets its start, its database and its provider. A run takes as
 * many different ones as it can, others from seed to seed; everything is all that go together.
 */
export const gatedAnswers: readonly Gated[] = everything ? all() : cover(shuffled(all()), needsOf).slice(0, perRun);

function needsOf({ start, database, provider }: Gated): string[] {
  return [start, database, provider];
}

function all(): Gated[] {
  return validCombinations
    .filter(({ stage, telemetry, failover }) =>
      [stage === defaults.stage, telemetry === defaults.telemetry, failover === defaults.failover].every(Boolean),
    )
    .filter(({ packaging, purpose }) => packaging === defaults.packaging && purpose === defaults.purpose)
    .map(({ start, database, provider }) => ({ start, database, provider }));
}
