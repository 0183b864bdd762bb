import type { Invocation } from '../../src/questions/flags.ts';
import { refuseSwallowed } from '../../src/questions/gather.ts';
import { perform } from '../actions.ts';
import { redriveGenerator } from '../redrive.ts';
import type { Ran, Session } from './session.ts';

/** Runs `redrive` from the command line. */
export async function runRedrive({ is, redrive }: Invocation, session: Session): Promise<Ran> {
  refuseSwallowed(session.env, 'redrive');
  const data: Record<string, unknown> = {};
  for (const action of redriveGenerator.actions({ ...redrive, dryRun: is['dry-run'], quiet: is.json })) {
    const outcome = await perform(action, session);
    Object.assign(data, outcome.data);
  }
  return { lines: [], json: data };
}
