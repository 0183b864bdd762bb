import type { Axis } from '../../../layers/axes.ts';
import type { RelPath } from '../../../tree/tree.ts';

/** A page in the repo about what an update cannot do for the user. */
export type Advice = { readonly path: RelPath; readonly text: string };

type Change = { readonly from: string; readonly to: string };

/** What a changed answer means besides the code that the update changes, by axis. */
const beyondCode: { readonly [A in Axis]?: (change: Change) => readonly string[] } = {
  database: ({ from, to }) => [
    `The code speaks to ${to} now. The data is still in ${from}.`,
    'Let the outbox run empty before you deploy: `relay` publishes what is pending, and a pending event in the old store would never be sent.',
    `Keep ${from} until you have compared both. Nothing here deletes it.`,
    `Copy the state of the functions once (receipts, idempotency keys, quarantine): export from ${from}, import to ${to}, then compare the counts. Without the idempotency keys a repeated event has its effect a second time.`,
    'Deploy to a stage of its own first, replay a day of events, compare, then switch.',
  ],
  start: ({ from, to }) => [
    `The repo starts from ${to} now; what only ${from} had is gone from the templates. What you had changed there is a conflict, never lost.`,
    'Both shops must not take orders at once: switch the traffic, wait until the old outbox is empty, then stop the old one.',
  ],
  failover: ({ from, to }) => [
    `Failover is ${to} now, it was ${from}. A second region needs its own deploy, its own keys and a copy of the data before it may take traffic.`,
    'Run `npm run package` for each region, deploy the standby first, and try the switch before you need it.',
  ],
  provider: ({ from, to }) => [
    `The deploy files are for ${to} now. What runs on ${from} still runs, and still costs: remove it with the tools of ${from} after the switch.`,
    'Copy data and secrets by hand, deploy beside the old one, move the traffic, then let the old stream run empty.',
  ],
  telemetry: ({ from, to }) => [
    `Traces go to ${to} now. Dashboards and alarms in ${from} see nothing from the next deploy on: make the new ones first.`,
  ],
  packaging: ({ to }) => [
    `Functions are packaged as ${to} now. The first deploy replaces each function; take a quiet hour.`,
  ],
};

/** The steps that changed answers need besides the code. One page for each axis that needs one. */
export function adviceFor(
  before: Readonly<Record<string, string | undefined>>,
  after: Readonly<Record<string, string | undefined>>,
): Advice[] {
  return (Object.keys(beyondCode) as Axis[]).flatMap((axis) => {
    const [from, to] = [before[axis], after[axis]];
    const steps = from === undefined || to === undefined || from === to ? undefined : beyondCode[axis]?.({ from, to });
    if (!steps || from === undefined || to === undefined) return [];
    const text = [`# From ${axis} ${from} to ${to}`, '', ...steps.map((step) => `- ${step}`), ''].join('\n');
    return [{ path: `docs/moving/${axis}-${from}-to-${to}.md`, text }];
  });
}
