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

/** The options of an `advance`. */
export type AdvanceJob = {
  /** Only run the gate. */
  readonly check: boolean;
  /** Go on even if the gate does not hold, for this reason. */
  readonly because?: string;
  readonly allowDirty: boolean;
  /** Send the gate's output to stderr. */
  readonly quiet: boolean;
};

/** Where the command was given. */
type Caller = {
  readonly cwd: string;
  readonly own: OwnPackage;
  readonly manager: Manager;
  readonly say: (line: string) => void;
  /** Today's date such as `2026-01-31`. */
  readonly today: string;
};

/** The result of an advance. `met` is false when the gate did not hold and nobody forced it. */
export type Advanced = Told & { readonly met: boolean };

/**
 * Runs the gate of the repo's stage and writes its figures to `docs/gates.md`. If the gate holds, it moves the repo to
 * the next stage with an update of one answer. Whatever would make that update refuse throws `refused` before the gate
 * runs.
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
    // A gate takes minutes, so the update is checked first.
    await update('list');
  }
  const result = await measure(root, stage, job);
  const entry: GateEntry = { stage, next, on: today, version: own.version, result, because: job.because };
  const json = { stage, ...(next !== undefined && { next }), gate: result ?? null };
  // At the last stage there is no next stage to force.
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
  // The page is staged with the update, so that one commit takes both. A page that git ignores is not staged.
  await plumb(root, ['add', '--', gatesPage]);
  return {
    ...told,
    lines: [...told.lines, `The gate's figures are in ${gatesPage}.`],
    json: { ...json, ...told.json },
    met: true,
  };
}

/** The stage after a stage. Throws `refused` for an unknown stage. */
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
  throw new WorkshopError('refused', `The repo has version ${recorded}, and this tool is version ${version}.`, {
    hint: 'One step at a time: npm run workshop -- update, commit, then advance.',
  });
}

function refuseMissing(next: string, { version }: OwnPackage): void {
  if (layersOf('stage').some(({ id }) => id === next)) return;
  throw new WorkshopError('refused', `The stage ${next} is not in version ${version}.`, {
    hint: 'Run the gate alone: npm run workshop -- advance --check',
  });
}

/** The gate's result. When the user gave a reason to go on, a gate that cannot run is not an error. */
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
