import type { Telemetry } from './telemetry.ts';

const everyMs = 1000;

/**
 * Answers for a function that users wait for, and must not wait for its traces: once a second they leave while an answer is being made.
 * What is lost is at most the last second before an instance ends.
 */
export function flushNowAndThen<Asked, Answer>(
  telemetry: Pick<Telemetry, 'flush'>,
  answer: (asked: Asked) => Promise<Answer>,
  now: () => number = Date.now,
): (asked: Asked) => Promise<Answer> {
  let flushedAt = Number.NEGATIVE_INFINITY;
  return async (asked) => {
    const due = now() - flushedAt >= everyMs;
    if (due) flushedAt = now();
    const sent = due ? telemetry.flush() : undefined;
    try {
      return await answer(asked);
    } finally {
      await sent;
    }
  };
}
