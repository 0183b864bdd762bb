import type { Derived } from '../layers/answers.ts';

/** Warnings that a team should read before it starts with these answers. They refuse nothing. */
export function warningsFor(derived: Derived): string[] {
  // A new system has no data to move, and a shared database stays where it is.
  if (derived.start === 'greenfield' || derived.kind === 'shared') return [];
  return [
    `These answers change three big things at once: compute (functions beside your server), the database (${derived.database} beside SQL) ` +
      `and, unless your app runs on ${derived.provider} already, the provider. Teams that change one or two at a time arrive sooner: --database postgres keeps yours.`,
  ];
}
