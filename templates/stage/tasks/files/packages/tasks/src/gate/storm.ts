import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, stormChecks as storm } from 'serverless-workshop/gates';
import { repoRoot } from 'serverless-workshop/local';
import { budgetOf, type Limits, laneBudget } from '../../../../deploy/limits.cjs';
import { startDownstream } from './downstream.ts';

/** A laptop can fill this many connections; the shares are those of `limits.json`. */
const mostHere = 40;

/** Users and background work storm what stands behind both, with the limits of this repo. */
export function stormChecks(): Promise<Check[]> {
  const limits = limitsHere();
  const { most, reserve } = limits.downstream;
  return storm({
    startDownstream,
    most,
    reserve,
    caps: { user: laneBudget(limits, 'user'), background: laneBudget(limits, 'background') },
    load: { legMs: 2_000, userCalls: { everyMs: 14, busyMs: 10 }, backgroundBusyMs: 25, noAnswerMs: 2_000 },
    slowest: 2,
    rule: `twice the ${budgetOf(limits)} of limits.json, since old and new instances stand side by side`,
  });
}

/** The limits of this repo, on a downstream that fits on this machine. */
function limitsHere(): Limits {
  const own = JSON.parse(readFileSync(join(repoRoot(), 'limits.json'), 'utf8')) as Limits;
  const most = Math.min(mostHere, own.downstream.most);
  const reserve = Math.ceil((own.downstream.reserve * most) / own.downstream.most);
  return { ...own, downstream: { ...own.downstream, most, reserve } };
}
