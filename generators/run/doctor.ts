import { WorkshopError } from '../../src/errors.ts';
import { perform } from '../actions.ts';
import { doctorGenerator } from '../doctor.ts';
import type { Ran, Session } from './session.ts';

/** Checks the machine and the repo. The result is a failure when something is broken. */
export async function runDoctor(session: Session): Promise<Ran> {
  const data: Record<string, unknown> = {};
  let broken = false;
  for (const action of doctorGenerator.actions({})) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
    broken ||= !outcome.done;
  }
  return {
    json: data,
    lines: broken ? [] : ['', 'Nothing is broken.'],
    ...(broken && {
      failure: new WorkshopError('failed', 'Something is broken.', {
        hint: 'Mend what is marked above, then look again.',
      }),
    }),
  };
}
