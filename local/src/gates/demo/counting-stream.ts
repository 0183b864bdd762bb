/** Something that publishes events. `failed` names the events that were not published. */
export type Publisher<Event> = {
  publish(events: readonly Event[]): Promise<{ readonly failed: readonly string[] }>;
  close(): Promise<void>;
};

/** The real stream, with a record of each event that was published. */
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
