import type { Derived } from './answers.ts';
import { stageReached } from './axes.ts';
import { layerOf, providerOf } from './registry.ts';

/** What a repo of these answers costs in a month where it is deployed and nobody orders, in whole dollars, in words; `undefined` where its provider says nothing of it. The database server is never in it: this tool makes none. */
export function idleCost(derived: Derived): string | undefined {
  const { prices, costs } = providerOf(derived.provider).idle;
  if (costs.length === 0) return undefined;
  const answers: Readonly<Record<string, unknown>> = derived;
  const paid = costs.filter(
    ({ from, only = {} }) =>
      stageReached(derived.stage, from) && Object.entries(only).every(([axis, id]) => answers[axis] === id),
  );
  const usd = Math.max(1, Math.round(paid.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0)));
  const title = layerOf('provider', derived.provider).title;
  const server = derived.dialect === 'sql' ? ' and without the database server' : '';
  return `Deployed to ${title} and idle: about ${usd} USD a month, by ${prices}${server}. docs/deploy.md lists what for.`;
}
