import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { stageReached } from '../../layers/axes.ts';
import { openPack } from '../../layers/pack.ts';
import { type Pattern, type PatternContext, renderPattern } from '../../layers/patterns.ts';
import type { RelPath, Tree } from '../../tree/tree.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import { apply } from '../update/apply.ts';
import { findRepo } from '../update/carry-out.ts';
import { refuseInTheWay } from '../update/in-the-way.ts';
import { blobId, readBlobs } from '../update/objects.ts';
import type { Plan } from '../update/plan.ts';
import { committedFiles, findRepository, type Repository, refuseUnderWay, uncommitted } from '../update/repository.ts';
import { settle } from '../update/settle.ts';
import type { Step, Version } from '../update/step.ts';
import { addIncludes } from './include.ts';
import { logicalName, newNameProblem, ownerProblem, partEvent, pascal } from './names.ts';

/** What is added. */
export type AddJob = {
  readonly pattern: Pattern;
  readonly name: string;
  /** The event that the function handles. A map-reduce has one of its own. */
  readonly event: string;
  /** `sample` works and is green; `empty` has a test that is red until it is written. */
  readonly body: 'sample' | 'empty';
  readonly owner: string;
  readonly dryRun: boolean;
};

/** What was added: lines for people, an object for programs. */
export type Added = { readonly lines: readonly string[]; readonly json: Readonly<Record<string, unknown>> };

const deployFile = 'deploy/serverless.yml';
const registry = 'packages/events/src/contracts.generated.ts';

/** The files of the repo that a pattern is entered in. The registry is made anew by the repo's own program; the journal remembers it as it was. */
const entered: Readonly<Record<Pattern, readonly string[]>> = {
  event: [registry],
  glue: [deployFile],
  task: [deployFile],
  'map-reduce': [deployFile, registry],
  extension: [deployFile],
};

/** The deploy files of a function, in the order they are read. */
const resources = ['alarms.yml', 'extensions.yml', 'role.yml', 'trigger.yml'];

/**
 * Adds an event, or a function with all that it needs, to the repo that `cwd` is in: all files at once, staged and not committed, as an update does it. They are
 * the user's from then on. Throws `refused` for a name that is none or exists, an event that nobody knows, files in the way.
 */
export async function add(
  job: AddJob,
  { cwd, own }: { readonly cwd: string; readonly own: OwnPackage },
): Promise<Added> {
  const { root, recorded } = findRepo(cwd);
  const problem = newNameProblem(job.pattern, job.name);
  if (problem !== undefined) throw new WorkshopError('refused', problem, { hint: exampleOf(job.pattern) });
  const noOwner = ownerProblem(job.owner);
  if (noOwner !== undefined)
    throw new WorkshopError('refused', noOwner, { hint: 'For example: --owner "the shop team"' });
  refuseTooEarly(job, recorded);
  const repository = await findRepository(root);
  refuseUnderWay(repository);
  if ((await settle(repository)).state === 'open') {
    throw new WorkshopError('refused', 'An update is open here.', {
      hint: 'Commit it, or: npm run workshop -- update --abort',
    });
  }
  const ours = await committedFiles(repository);
  const events = [...ours.keys()].flatMap(
    (path) => /^packages\/events\/schemas\/([^/]+\.v\d+)\.schema\.json$/.exec(path)?.[1] ?? [],
  );
  if (job.pattern !== 'event' && job.pattern !== 'map-reduce') refuseUnknownEvent(job.event, events);
  const tree = renderPattern(
    {
      pattern: job.pattern,
      provider: String(recorded.answers.provider),
      body: job.pattern === 'event' ? undefined : job.body,
    },
    contextOf(job, recorded),
    openPack(join(own.root, 'dist/templates.pack')),
  );
  refuseExisting(job, root, [...tree.keys()]);
  const plan = await planOf(job, repository, tree, ours);
  await refuseChanged(repository, plan);
  refuseInTheWay(root, plan, ours, false);
  const files = [...tree.keys()].sort();
  const told = { json: { added: files, pattern: job.pattern, name: job.name }, files };
  if (job.dryRun) return { lines: [...files, 'Nothing was written.'], json: { ...told.json, dryRun: true } };
  const { version } = recorded.generator;
  await apply(repository, plan, ours, { from: version, to: version, base: recorded.base, message: `Add ${job.name}` });
  return { lines: [...files.map((path) => `added  ${path}`), '', ...nextSteps(job)], json: told.json };
}

function contextOf({ pattern, name, event, owner }: AddJob, { answers }: RecordedManifest): PatternContext {
  if (pattern === 'event') return { name, title: `${titleOf(name)}.` };
  // From tasks on the lanes share no stream, and what nobody waits for reads the second one.
  const stream = stageReached(String(answers.stage), 'tasks') ? 'background' : 'orders';
  return {
    name,
    event: pattern === 'map-reduce' ? partEvent(name) : event,
    owner,
    pascal: pascal(name),
    logical: logicalName(name),
    stream,
    streamId: `${pascal(stream)}Stream`,
  };
}

/** `shop.order.shipped.v1` as `order shipped`: a start for a sentence. */
function titleOf(type: string): string {
  const words = type.split('.').slice(1, -1).join(' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function refuseTooEarly({ pattern }: AddJob, { answers }: RecordedManifest): void {
  const stage = String(answers.stage);
  const [from, lacks] =
    pattern === 'task'
      ? ['tasks', 'no lane for background work']
      : ['glue', 'no stream that a function could listen to'];
  if (pattern === 'event' || stageReached(stage, from)) return;
  throw new WorkshopError('refused', `This repo is at the stage ${stage}: it has ${lacks}.`, {
    hint: 'npm run workshop -- advance',
  });
}

function refuseUnknownEvent(event: string, known: readonly string[]): void {
  if (known.includes(event)) return;
  throw new WorkshopError('refused', `There is no event ${JSON.stringify(event)} in packages/events/schemas.`, {
    hint: `There are: ${known.join(', ')}. A new one: npm run workshop -- add event ${exampleEvent}`,
  });
}

function refuseExisting({ pattern, name }: AddJob, root: string, paths: readonly RelPath[]): void {
  const folder = `services/${name}`;
  const found =
    pattern !== 'event' && existsSync(join(root, folder)) ? folder : paths.find((path) => existsSync(join(root, path)));
  if (found === undefined) return;
  throw new WorkshopError('refused', `There is a ${found} already.`, { hint: 'Choose another name.' });
}

/** Changes of the user's that are in no commit must not stand where something is written. */
async function refuseChanged(repository: Repository, { changes }: Plan): Promise<void> {
  const dirty = (await uncommitted(repository)).find(({ path }) => changes.has(path));
  if (!dirty) return;
  throw new WorkshopError('refused', `There are changes that are in no commit: ${dirty.path}.`, {
    hint: 'Commit or stash them first.',
  });
}

async function planOf(
  job: AddJob,
  repository: Repository,
  tree: Tree,
  ours: ReadonlyMap<RelPath, { mode: string; oid: string }>,
): Promise<Plan> {
  const { format, root } = repository;
  const changes = new Map<RelPath, Version>();
  const steps: Step[] = [];
  const put = (path: RelPath, bytes: Uint8Array, mode: string, fate: Step['fate']) => {
    const file = { mode, oid: blobId(bytes, format), bytes };
    changes.set(path, file);
    steps.push({ fate, path, role: 'frame', reason: `add ${job.pattern} ${job.name}`, notes: [], file });
  };
  for (const [path, { bytes, executable }] of tree) put(path, bytes, executable ? '100755' : '100644', 'added');
  for (const edited of entered[job.pattern]) {
    const entry = ours.get(edited);
    if (!entry)
      throw new WorkshopError('refused', `${edited} is not there: the new files have no place in it.`, {
        hint: `npm run workshop -- update --restore ${edited}`,
      });
    const bytes = (await readBlobs(root, [entry.oid])).get(entry.oid) ?? readFileSync(join(root, edited));
    const text = Buffer.from(bytes).toString('utf8');
    const next = edited === deployFile ? withIncludes(text, job.name) : text;
    put(edited, Buffer.from(next, 'utf8'), entry.mode, 'updated');
  }
  return {
    steps: steps.sort((a, b) => (a.path < b.path ? -1 : 1)),
    changes: new Map([...changes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function withIncludes(text: string, name: string): string {
  const folder = `../services/${name}`;
  const withFunction = addIncludes(text, 'functions', [`${folder}/function.yml`]);
  return addIncludes(
    withFunction,
    'resources',
    resources.map((file) => `${folder}/${file}`),
  );
}

/** Where the body of a function stands. */
const bodies: Readonly<Record<Exclude<Pattern, 'event'>, string>> = {
  glue: 'consume.ts',
  task: 'run-job.ts',
  'map-reduce': 'work.ts',
  extension: 'input-of.ts',
};

function nextSteps({ pattern, name, body }: AddJob): string[] {
  const write =
    pattern === 'event'
      ? [`  write what it holds: packages/events/schemas/${name}.schema.json and its sample`, '  npm run contracts']
      : [
          `  ${body === 'empty' ? 'write' : 'change'} services/${name}/src/${bodies[pattern]}`,
          '  npm install',
          ...(pattern === 'map-reduce' ? ['  npm run contracts'] : []),
          `  npx vitest run services/${name}`,
        ];
  return [
    'Everything is staged, nothing is committed. Next:',
    ...write,
    `  git commit --all --message "Add ${name}"`,
    'To take it back before that: npm run workshop -- update --abort',
  ];
}

const exampleEvent = 'shop.order.shipped.v1';

const examples: Readonly<Record<Pattern, string>> = {
  event: exampleEvent,
  glue: 'stock-warning',
  task: 'loyalty-points',
  'map-reduce': 'daily-revenue',
  extension: 'order-rules',
};

function exampleOf(pattern: Pattern): string {
  return `For example: npm run workshop -- add ${pattern} ${examples[pattern]}`;
}
