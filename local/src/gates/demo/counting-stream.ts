/** What publishes events: `failed` names those that did not get through. */
export type Publisher<Event> = {
  publish(events: readonly Event[]): Promise<{ readonly failed: readonly string[] }>;
  close(): Promise<void>;
};

/** The real stream, and a note of each event that got through. */
export function countingStream<Event extends { readonly id: string }>(
  real: Publisher<Event>,
  seen: Set<string>,
): Publisher<Event> {
  return {
    async publish(events) {
      const answer = await real.publish(events);
      for (const { id } of events) if (!answer.failed.includes(id)) seen.add(id);
      return answer;
    },
    close: () => real.close(),
  };
}
