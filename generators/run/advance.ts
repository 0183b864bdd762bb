import { WorkshopError } from '../../src/errors.ts';
import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { perform } from '../actions.ts';
import { advanceGenerator } from '../advance.ts';
import type { Ran, Session } from './session.ts';

/** Runs the gate of a repo's stage from the command line, and moves on when it holds. */
export async function runAdvance(invocation: Invocation, session: Session): Promise<Ran> {
  const { is, because } = invocation;
  refuseSwallowed(session.env, 'advance');
  if (is.force !== (because !== undefined)) {
    throw new WorkshopError('refused', is.force ? '--force needs a reason.' : '--because belongs to --force.', {
      hint: 'npm run workshop -- advance --force --because "the load test is next week"',
    });
  }
  if (is.force && is.check) {
    throw new WorkshopError('refused', '--check and --force do not go together.', { hint: 'Give one of them.' });
  }
  const job = {
    check: is.check,
    allowDirty: is['allow-dirty'],
    quiet: is.json,
    ...(because !== undefined && { because }),
  };
  const data: Record<string, unknown> = {};
  let ended: Pick<Ran, 'code' | 'failure'> = {};
  for (const action of advanceGenerator.actions(job)) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
    ended = outcome.done ? (outcome.code ? { code: outcome.code } : {}) : { failure: gateNotMet(outcome.detail) };
  }
  return { lines: [], json: data, ...ended };
}

function gateNotMet(detail: string): WorkshopError {
  return new WorkshopError('failed', 'The gate does not hold: the repo stays where it is.', { hint: detail });
}
