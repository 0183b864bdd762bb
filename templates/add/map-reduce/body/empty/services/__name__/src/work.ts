/** What one part holds: the field `lines` of the event in packages/events/schemas. */
export type Input = readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: number }[];

/** What is kept of a part, as JSON. */
export type Mapped = Readonly<Record<string, number>>;

/** What one part comes to. It may run twice for one part; the first answer is kept. */
export function map(_lines: Input): Mapped {
  throw new Error('{{name}} does not know yet how to map a part');
}

/** What all parts come to, in the order in which the job names them. It may run twice: it looks at what was mapped and at nothing else. */
export function reduce(_mapped: readonly Mapped[]): Mapped {
  throw new Error('{{name}} does not know yet how to reduce a job');
}
