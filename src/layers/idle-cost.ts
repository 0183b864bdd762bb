import type { Derived } from './answers.ts';
import { stageReached } from './axes.ts';
import { layerOf, providerOf } from './registry.ts';

/**
 * What a repo with these answers costs per month when it is deployed and gets no orders: whole dollars, as text.
 * Answers `undefined` when its provider gives no prices. The database server is never included, because this tool
 * creates none.
 */
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
