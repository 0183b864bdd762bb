import type { EventStream } from '@app/core';

/** The real stream, and a note of each event that got through. */
export function countingStream(real: EventStream, seen: Set<string>): EventStream {
  return {
    async publish(events) {
      const answer = await real.publish(events);
      for (const { id } of events) if (!answer.failed.includes(id)) seen.add(id);
      return answer;
    },
    close: () => real.close(),
  };
}
