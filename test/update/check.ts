/** The properties that an update promises on every history. */
export type Property = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8' | 'P9';

/** An update broke one of its promises. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly property: Property;

  constructor(property: Property, message: string) {
    super(`${property}: ${message}`);
    this.property = property;
  }
}

/** Throws a {@link Violation} where a promise is broken. */
export function hold(property: Property, kept: boolean, message: string | (() => string)): void {
  if (!kept) throw new Violation(property, typeof message === 'string' ? message : message());
}
