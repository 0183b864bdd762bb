import { WorkshopError } from '../../errors.ts';
import type { Answers } from '../../layers/answers.ts';
import { stageOrder } from '../../layers/axes.ts';
import { layersOf } from '../../layers/registry.ts';
import { plumb } from '../git/plumbing.ts';
import type { OwnPackage } from '../origin.ts';
import type { Manager } from '../package-manager.ts';
import { openRepo } from '../update/find-repo.ts';
import { runUpdateJob } from '../update/run-update-job.ts';
import type { Told } from '../update/told.ts';
import { type GateResult, runGate } from './gate.ts';
import { type GateEntry, gatesPage, refuseUnwritablePage, writeGatesPage } from './gates-page.ts';

/** What an advance is asked to do. */
export type AdvanceJob = {
  /** Run the gate alone. */
  readonly check: boolean;
  /** Go on although the gate does not hold, for this reason. */
  readonly because?: string;
  readonly allowDirty: boolean;
  /** What the gate prints goes to stderr. */
  readonly quiet: boolean;
};

/** Where it is asked. */
type Caller = {
  readonly cwd: string;
  readonly own: OwnPackage;
  readonly manager: Manager;
  readonly say: (line: string) => void;
  /** The day of today, as `2026-01-31`. */
  readonly today: string;
};

/** What an advance came to. `met` is false where the gate did not hold and nobody forced it. */
export type Advanced = Told & { readonly met: boolean };

/**
 * Runs the gate of the repo's stage, writes its figures to `docs/gates.md`, and where it holds moves the repo to the next stage:
 * an update with another answer behind a gate. Throws `refused` before the gate runs for everything that would refuse the update.
 */
export async function advance(job: AdvanceJob, caller: Caller): Promise<Advanced> {
  const { own, say, today } = caller;
  const { root, recorded } = await openRepo(caller.cwd);
  const { stage = '' } = recorded.answers;
  const next = nextStage(stage);
  refuseUnwritablePage(root);
  const moves = next !== undefined && !job.check;
  const update = (how: 'list' | 'write') =>
    runUpdateJob(
      {
        kind: 'run',
        answersFor: async ({ answers }) => ({ ...answers, stage: next }) as unknown as Answers,
        how,
        online: false,
        allowDirty: job.allowDirty,
        followRenames: true,
      },
      caller,
    );
  if (moves) {
    refuseOtherVersion(recorded.generator.version, own);
    refuseMissing(next, own);
    // A gate takes minutes: what would refuse the update is said before.
    await update('list');
  }
  const result = await measure(root, stage, job);
  const entry: GateEntry = { stage, next, on: today, version: own.version, result, because: job.because };
  const json = { stage, ...(next !== undefined && { next }), gate: result ?? null };
  // There is nothing to force where nothing comes after.
  if (result?.verdict !== 'holds' && (job.because === undefined || !moves)) {
    writeGatesPage(root, stage, {
      entry: { ...entry, because: undefined },
      state: 'The gate does not hold, and the repo is as it was.',
    });
    return { ...notMet(stage, result), json, met: false };
  }
  if (!moves) {
    writeGatesPage(root, stage, { entry, state: 'The gate holds, and the repo is as it was.' });
    return { lines: [heldOnly(stage, next)], json, met: true };
  }
  if (result?.verdict !== 'holds') say(`Going on although the gate does not hold: ${job.because}`);
  const told = await update('write');
  writeGatesPage(root, next, {
    entry,
    state: `The repo is at ${next} and staged, without the gate's figures: npm run workshop -- update --abort takes it back.`,
  });
  // With the update, for one commit. Where the page is ignored it stays out.
  await plumb(root, ['add', '--', gatesPage]);
  return {
    ...told,
    lines: [...told.lines, `The gate's figures are in ${gatesPage}.`],
    json: { ...json, ...told.json },
    met: true,
  };
}

/** The stage behind the gate of a stage. Throws `refused` for a stage that is none. */
function nextStage(stage: string): string | undefined {
  const at = (stageOrder as readonly string[]).indexOf(stage);
  if (at < 0) {
    throw new WorkshopError('refused', `workshop.json: there is no stage ${JSON.stringify(stage)}.`, {
      hint: 'Bring back the committed one: git checkout HEAD -- workshop.json',
    });
  }
  return stageOrder[at + 1];
}

function refuseOtherVersion(recorded: string, { version }: OwnPackage): void {
  if (recorded === version) return;
  throw new WorkshopError('refused', `The repo stands on version ${recorded}, and this is ${version}.`, {
    hint: 'One step at a time: npm run workshop -- update, commit, then advance.',
  });
}

function refuseMissing(next: string, { version }: OwnPackage): void {
  if (layersOf('stage').some(({ id }) => id === next)) return;
  throw new WorkshopError('refused', `The stage ${next} is not in version ${version}.`, {
    hint: 'Run the gate alone: npm run workshop -- advance --check',
  });
}

/** The gate's result; with a reason to go on, a gate that cannot run is no obstacle. */
async function measure(root: string, stage: string, { quiet, because }: AdvanceJob): Promise<GateResult | undefined> {
  try {
    return await runGate(root, stage, quiet);
  } catch (error) {
    const forced = because !== undefined && error instanceof WorkshopError && error.code !== 'cancelled';
    if (forced) return undefined;
    throw error;
  }
}

function notMet(stage: string, result: GateResult | undefined): Pick<Told, 'lines'> {
  const open = result?.checks.filter(({ verdict }) => verdict !== 'holds') ?? [];
  const noisy = open.length > 0 && open.every(({ verdict }) => verdict === 'inconclusive');
  return {
    lines: [
      ...open.map(({ name, measured, needed }) => `${name}: ${measured}; needed ${needed}`),
      noisy
        ? 'This machine is too busy to tell. End what else runs, then do it again.'
        : 'Mend that, then do it again.',
      `The gate alone: npm run gate:${stage}. Its figures are in ${gatesPage}.`,
    ],
  };
}

function heldOnly(stage: string, next: string | undefined): string {
  if (next === undefined) return `The gate of ${stage} holds: the path is walked. Its figures are in ${gatesPage}.`;
  return `The gate of ${stage} holds. On to ${next}: npm run workshop -- advance`;
}
