/** A product that can no longer be chosen. */
export type Ended = { readonly name: string; readonly year: number; readonly what: string; readonly successor: string };

const ended: ReadonlyMap<string, Ended> = new Map([
  [
    'fauna',
    {
      name: 'Fauna',
      year: 2025,
      what: 'was switched off',
      successor: '--database dynamodb (serverless) or --database postgres (SQL)',
    },
  ],
  [
    'iopipe',
    {
      name: 'IOpipe',
      year: 2019,
      what: 'became part of New Relic',
      successor: '--telemetry otlp with the OTLP endpoint of New Relic',
    },
  ],
  [
    'event-gateway',
    {
      name: 'Event Gateway',
      year: 2018,
      what: 'was last worked on',
      successor: 'CloudEvents and a small adapter per provider, which every repo made here has',
    },
  ],
  [
    'auth0-extend',
    {
      name: 'Auth0 Extend',
      year: 2021,
      what: 'gave way to Auth0 Actions',
      successor: 'Auth0 Actions',
    },
  ],
]);

/** Finds a product among those that have ended. Dashes, spaces and `db` in the name do not matter. */
export function endedProduct(typed: string): Ended | undefined {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .replace(/db$/, '');
  for (const [id, product] of ended) {
    if (plain(id) === plain(typed)) return product;
  }
  return undefined;
}
