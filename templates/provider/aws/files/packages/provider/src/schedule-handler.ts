import type { Context, ScheduledEvent } from 'aws-lambda';
import type { Native } from './native.ts';

/** What is left of the function's timeout. */
export type Budget = { remainingMs(): number };

/** Makes a Lambda handler for an EventBridge schedule of a job. */
export function scheduleHandler(
  job: (budget: Budget, native: Native<ScheduledEvent>) => Promise<void>,
): (event: ScheduledEvent, context: Context) => Promise<void> {
  return (event, context) => job({ remainingMs: () => context.getRemainingTimeInMillis() }, { event, context });
}
