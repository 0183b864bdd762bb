import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { stageReached } from '../layers/axes.ts';
import { runProgram } from './git/run-program.ts';
import { findRepo } from './update/find-repo.ts';

/** What is redriven, and how. */
export type RedriveJob = {
  /** Only list what would be published. */
  readonly dryRun: boolean;
  /** A copy of the failure destination. Without it the local one is used. */
  readonly failures?: string;
  /** One record, and the file with the corrected event. */
  readonly only?: string;
  readonly body?: string;
  /** Show the output of the repo's program on stderr. */
  readonly quiet: boolean;
};

const program = 'packages/ops/src/main.ts';
const verb = 'packages/ops/src/verbs/redrive.ts';

/**
 * Publishes the records that the repo at `cwd` gave up on, with the repo's own code. The output of that code is shown
 * in this terminal. Answers its last line. Throws `refused` outside a repo, before the stage that has a stream, without
 * installed packages, and when the repo's code refuses. Throws `failed` when that code fails.
 */
export async function redrive(job: RedriveJob, cwd: string): Promise<string> {
  const { root, recorded } = findRepo(cwd);
  if (!stageReached(String(recorded.answers.stage), 'glue')) {
    throw new WorkshopError(
      'refused',
      `This repo is at the stage ${recorded.answers.stage}: it has no stream that anything could go back to.`,
      { hint: 'npm run workshop -- advance' },
    );
  }
  if (job.body !== undefined && job.only === undefined) {
    throw new WorkshopError('refused', '--body mends one record: name it with --only.', {
      hint: 'npm run workshop -- redrive --dry-run',
    });
  }
  if (!existsSync(join(root, verb))) {
    throw new WorkshopError('refused', `This repo cannot redrive: ${verb} is missing.`, {
      hint: `Made by an older version? npm run workshop -- update. Deleted? npm run workshop -- update --restore ${verb}`,
    });
  }
  if (!existsSync(join(root, 'node_modules'))) {
    throw new WorkshopError('refused', 'The packages of this repo are not installed: nothing can be redriven.', {
      hint: 'npm install',
    });
  }
  const args = [
    ...(job.dryRun ? ['--dry-run'] : []),
    // The user typed the paths relative to `cwd`, and the program runs at the root.
    ...(job.failures === undefined ? [] : ['--failures', resolve(cwd, job.failures)]),
    ...(job.only === undefined ? [] : ['--only', job.only]),
    ...(job.body === undefined ? [] : ['--body', resolve(cwd, job.body)]),
  ];
  const { exitCode, signal, stdout, stderr } = await runProgram(
    process.execPath,
    ['--import', 'tsx', program, 'redrive', ...args],
    { cwd: root, show: job.quiet ? process.stderr : process.stdout },
  );
  if (signal === 'SIGINT' || signal === 'SIGTERM') throw new WorkshopError('cancelled', 'The redrive was stopped.');
  if (exitCode !== 0) {
    throw new WorkshopError(
      exitCode === 3 ? 'refused' : 'failed',
      stderr.trim() || `The redrive ended with ${exitCode}.`,
      {
        hint: 'docs/runbooks/redrive.md says what it needs.',
      },
    );
  }
  return stdout.trim().split('\n').at(-1) ?? '';
}
