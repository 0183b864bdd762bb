import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { runProgram } from '../git/run-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The verdict of a gate or of one of its checks. `inconclusive` does not open the gate. */
type Verdict = 'holds' | 'fails' | 'inconclusive';

/** One measurement of a gate. */
export type GateCheck = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly measured: string;
  readonly needed: string;
  readonly control?: string;
};

/** The result of a gate, as the repo's own code measured it. */
export type GateResult = {
  readonly verdict: Verdict;
  readonly checks: readonly GateCheck[];
  /** What the figures do not prove. */
  readonly caution: string;
};

/** The path of the gate of a stage. It is the repo's own code, so users can read and change it. */
export function gatePath(stage: string): string {
  return stage === 'observe' ? 'packages/ops/src/observe-gate.ts' : `packages/${stage}/src/gate/main.ts`;
}

/**
 * The path of the gate that exists. In a repo of 0.1.0 the gate of observe is in a package of its own until the update.
 */
function findGate(root: string, stage: string): string | undefined {
  return [gatePath(stage), `packages/${stage}/src/gate/main.ts`].find((path) => existsSync(join(root, path)));
}

/**
 * Runs the gate of a stage in the repo. Its output goes to this terminal's stdout, or with `quiet` to stderr. Throws
 * `refused` when the repo has no gate, and `failed` when the gate ends without a result.
 */
export async function runGate(root: string, stage: string, quiet: boolean): Promise<GateResult> {
  const path = findGate(root, stage);
  if (path === undefined) {
    const missing = gatePath(stage);
    throw new WorkshopError('refused', `This repo has no gate for the stage ${stage}: ${missing} is missing.`, {
      hint: `Made by an older version? npm run workshop -- update. Deleted? npm run workshop -- update --restore ${missing}`,
    });
  }
  if (!existsSync(join(root, 'node_modules'))) {
    throw new WorkshopError('refused', 'The packages of this repo are not installed: the gate cannot run.', {
      hint: 'npm install',
    });
  }
  const folder = temporaryFolder('gate-');
  const file = join(folder, 'result.json');
  try {
    const { signal, exitCode } = await runProgram(process.execPath, ['--import', 'tsx', path], {
      cwd: root,
      env: { ...process.env, GATE_RESULT: file },
      stdout: quiet ? 2 : 1,
      stderr: 2,
    });
    refuseStopped(signal, exitCode);
    return readResult(file, stage, signal ?? exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A shell's exit code for a program that a signal ended: 128 plus the number of the signal. A program that catches the
 * signal exits the same way.
 */
const stoppedBy: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };

/** Throws `cancelled` for a gate that was stopped. It has no verdict, even if it wrote a result. */
function refuseStopped(signal: string | undefined, exitCode: number | undefined): void {
  const by = signal ?? Object.keys(stoppedBy).find((name) => stoppedBy[name] === exitCode);
  if (by === undefined || stoppedBy[by] === undefined) return;
  if (by === 'SIGPIPE') {
    throw new WorkshopError('cancelled', `The gate was stopped: its output is no longer read. ${noVerdict}`, {
      hint: 'To read it later: npm run workshop -- advance --check > gate.log',
    });
  }
  throw new WorkshopError('cancelled', `The gate was stopped. ${noVerdict}`);
}

const noVerdict = 'There is no verdict: docs/gates.md stays as it is.';

function readResult(file: string, stage: string, ended: string | number | undefined): GateResult {
  let result: Partial<GateResult> | undefined;
  try {
    result = JSON.parse(readFileSync(file, 'utf8')) as Partial<GateResult>;
  } catch {
    throw new WorkshopError('failed', `The gate of ${stage} ended with ${ended} and gave no result.`, {
      hint: `See why: npm run gate:${stage}`,
    });
  }
  const { verdict, checks, caution = '' } = result;
  const known = ['holds', 'fails', 'inconclusive'];
  if (!verdict || !known.includes(verdict) || !Array.isArray(checks) || !checks.every(isCheck)) {
    throw new WorkshopError('failed', `The gate of ${stage} gave a result that cannot be read.`, {
      hint: `${gatePath(stage)} must end with runGate from serverless-workshop/gates.`,
    });
  }
  // A gate that was changed to measure nothing does not hold.
  const holds = checks.length > 0 && checks.every((check) => check.verdict === 'holds');
  return { verdict: verdict === 'holds' && !holds ? 'fails' : verdict, checks, caution };
}

function isCheck(value: unknown): value is GateCheck {
  const check = value as Partial<GateCheck> | null;
  return [check?.name, check?.verdict, check?.measured, check?.needed].every((part) => typeof part === 'string');
}
