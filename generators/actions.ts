import type { Answers } from '../src/layers/answers.ts';
import type { AddJob } from '../src/repo/add/job.ts';
import type { AdvanceJob } from '../src/repo/advance/advance.ts';
import type { NewLayer } from '../src/repo/new-layer-source.ts';
import type { OwnPackage } from '../src/repo/origin.ts';
import type { Manager } from '../src/repo/package-manager.ts';
import type { RedriveJob } from '../src/repo/redrive.ts';
import type { UpdateJob } from '../src/repo/update/run-update-job.ts';

/** One step of a generator, as data. Paths are absolute, except a target, which is as the user typed it. */
export type Action =
  | { readonly type: 'write-project'; readonly target: string; readonly answers: Answers }
  | { readonly type: 'init-repository'; readonly target: string }
  | { readonly type: 'install'; readonly target: string }
  | { readonly type: 'first-commit'; readonly target: string }
  | { readonly type: 'write-layer'; readonly layer: NewLayer }
  | { readonly type: 'diagnose' }
  | { readonly type: 'update'; readonly job: UpdateJob }
  | { readonly type: 'advance'; readonly job: AdvanceJob }
  | { readonly type: 'add'; readonly job: AddJob }
  | { readonly type: 'redrive'; readonly job: RedriveJob }
  | { readonly type: 'compile-contracts' };

/** What the actions need from their caller. */
export type Surroundings = {
  /** The folder that typed paths are relative to. */
  readonly cwd: string;
  readonly own: OwnPackage;
  readonly manager: Manager;
  /** Tells the user what happens, one line at a time. */
  say(line: string): void;
};

/** The result of an action. `next` is the command that repairs or completes it. */
export type Outcome = {
  readonly type: Action['type'];
  readonly done: boolean;
  readonly detail: string;
  readonly next?: string;
  /** Data for `--json`. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The exit code of a step that was done but still needs attention: it has conflicts, or an update is available. */
  readonly code?: 'conflicts' | 'updateAvailable';
};

type Perform = {
  [T in Action['type']]: (action: Extract<Action, { type: T }>, at: Surroundings) => Promise<Omit<Outcome, 'type'>>;
};

/** The action types by name. Each loads its code when it runs. */
const performs: Perform = {
  'write-project': async ({ target, answers }, { cwd, own, say }) => {
    const { composeProject, filesOf } = await import('../src/repo/project.ts');
    const { inspectTarget } = await import('../src/repo/target.ts');
    const { writeRepo } = await import('../src/repo/write.ts');
    const place = inspectTarget(target, cwd);
    const project = await composeProject(answers, own);
    const written = await writeRepo(place, filesOf(project), project.late);
    const detail = `${written.files} files, ${Math.round(written.bytes / 1024)} KB, in ${target}`;
    say(detail);
    return { done: true, detail, data: written };
  },
  'init-repository': async ({ target }, { cwd, say }) => {
    const { initRepository } = await import('../src/repo/git/first-commit.ts');
    const { inspectedPath } = await import('../src/repo/target.ts');
    const outcome = await initRepository(inspectedPath(target, cwd));
    say(outcome.detail);
    return outcome;
  },
  install: async ({ target }, { cwd, manager, say }) => {
    const { install, installNotice } = await import('../src/repo/package-manager.ts');
    const { inspectedPath } = await import('../src/repo/target.ts');
    say(installNotice(manager));
    return install(inspectedPath(target, cwd), manager);
  },
  'first-commit': async ({ target }, { cwd, say }) => {
    const { firstCommit } = await import('../src/repo/git/first-commit.ts');
    const { inspectedPath } = await import('../src/repo/target.ts');
    const outcome = await firstCommit(inspectedPath(target, cwd));
    say(outcome.detail);
    return outcome;
  },
  'write-layer': async ({ layer }, { own, say }) => {
    const { writeLayer } = await import('../src/repo/new-layer.ts');
    const { files, contract, begins } = writeLayer(layer, own.root);
    for (const path of files) say(path);
    say(`Its contract, ${begins}:\n  ${contract}`);
    return { done: true, detail: `${files.length} files`, next: contract, data: { files } };
  },
  diagnose: async (_action, { cwd, own, say }) => {
    const { diagnose } = await import('../src/repo/doctor/doctor.ts');
    const { done, findings, lines } = await diagnose(cwd, own);
    for (const line of lines) say(line);
    return { done, detail: done ? 'nothing is broken' : 'something is broken', data: { findings } };
  },
  update: async ({ job }, { cwd, own, manager, say }) => {
    const { runUpdateJob } = await import('../src/repo/update/run-update-job.ts');
    const { lines, json, code } = await runUpdateJob(job, { cwd, own, manager });
    for (const line of lines) say(line);
    return { done: true, detail: lines.at(-1) ?? '', data: json, ...(code && { code }) };
  },
  add: async ({ job }, { cwd, own, say }) => {
    const { add } = await import('../src/repo/add/add.ts');
    const { lines, json } = await add(job, { cwd, own });
    for (const line of lines) say(line);
    return { done: true, detail: lines.at(-1) ?? '', data: json };
  },
  redrive: async ({ job }, { cwd }) => {
    const { redrive } = await import('../src/repo/redrive.ts');
    const detail = await redrive(job, cwd);
    return { done: true, detail, data: { redriven: detail, dryRun: job.dryRun } };
  },
  'compile-contracts': async (_action, { cwd, say }) => {
    const { compileContracts } = await import('../src/repo/add/compile-contracts.ts');
    const outcome = await compileContracts(cwd);
    say(outcome.detail);
    return outcome;
  },
  advance: async ({ job }, { cwd, own, manager, say }) => {
    const { advance } = await import('../src/repo/advance/advance.ts');
    const today = new Date().toISOString().slice(0, 10);
    const { lines, json, code, met } = await advance(job, { cwd, own, manager, say, today });
    const shown = met ? lines : lines.slice(0, -1);
    for (const line of shown) say(line);
    return { done: met, detail: lines.at(-1) ?? '', data: json, ...(code && { code }) };
  },
};

/** The names of all action types. */
export const actionTypes = Object.keys(performs) as Action['type'][];

/** Does one action. */
export async function perform(action: Action, at: Surroundings): Promise<Outcome> {
  const outcome = await (performs[action.type] as (action: Action, at: Surroundings) => Promise<Omit<Outcome, 'type'>>)(
    action,
    at,
  );
  return { type: action.type, ...outcome };
}
