import { setTimeout as delay } from 'node:timers/promises';

/** Writes an event. Between taking its number and becoming visible it waits for `held`. */
export type WriteEvent<Event> = (event: Event, held: () => Promise<unknown>) => Promise<void>;

/** A load on the outbox. Each write is held for up to `heldMs`, like a commit in a slow request. */
export type WriterLoad<Event> = {
  /** Makes an event. Each call gets another name. */
  readonly make: (name: string) => Event;
  readonly writers: number;
  readonly each: number;
  readonly heldMs: number;
  readonly random: () => number;
  /** Called with the number of events that are visible so far. */
  readonly onWritten?: (count: number) => void;
};

/** Writes `writers × each` events. Each writer writes one after the other. Answers the ids. */
export async function writeEvents<Event extends { readonly id: string }>(
  write: WriteEvent<Event>,
  load: WriterLoad<Event>,
): Promise<string[]> {
  const { make, writers, each, heldMs, random, onWritten } = load;
  const ids: string[] = [];
  const writer = async (number: number) => {
    for (let i = 0; i < each; i++) {
      const event = make(`order-${number}-${i}`);
      await write(event, () => delay(random() * heldMs));
      ids.push(event.id);
      onWritten?.(ids.length);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
  return ids;
}
