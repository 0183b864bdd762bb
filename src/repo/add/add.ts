import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { stageReached } from '../../layers/axes.ts';
import { openPack, packIn } from '../../layers/pack.ts';
import { type Pattern, type PatternContext, renderPattern } from '../../layers/patterns.ts';
import type { RelPath, Tree } from '../../tree/tree.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import { apply } from '../update/apply.ts';
import { findRepo } from '../update/carry-out.ts';
import { refuseInTheWay } from '../update/in-the-way.ts';
import { blobId, readBlobs } from '../update/objects.ts';
import type { Plan } from '../update/plan.ts';
import {
  committedFiles,
  type Entry,
  findRepository,
  type Repository,
  refuseUnderWay,
  uncommitted,
} from '../update/repository.ts';
import { settle } from '../update/settle.ts';
import type { Step, Version } from '../update/step.ts';
import { addIncludes } from './include.ts';
import { logicalName, newNameProblem, ownerProblem, partEvent, pascal } from './names.ts';
import { addRoute, apiPath, pathProblem, routesFile } from './routes-file.ts';
import {
  dependOnService,
  moduleSource,
  modulesFolder,
  modulesOf,
  mountFromService,
  mountingFile,
  movedSource,
  readModule,
  type ShopModule,
} from './shop-module.ts';

/** What is added. */
export type AddJob = {
  readonly pattern: Pattern;
  readonly name: string;
  /** The event that the function handles. A map-reduce has one of its own. */
  readonly event: string;
  /** `sample` works and is green; `empty` has a test that is red until it is written. */
  readonly body: 'sample' | 'empty';
  readonly owner: string;
  /** The route of a feature; `/orders/:id/<name>` without it. */
  readonly path?: string;
  readonly dryRun: boolean;
};

/** What was added: lines for people, an object for programs. */
export type Added = { readonly lines: readonly string[]; readonly json: Readonly<Record<string, unknown>> };

const deployFile = 'deploy/serverless.yml';
const registry = 'packages/events/src/contracts.generated.ts';

/** A file of the repo that something new is entered in, and how. */
type Edits = ReadonlyMap<RelPath, (text: string) => string>;

const asItIs = (text: string) => text;

/** The deploy files of a function on a stream, and of one behind a route, in the order they are read. */
const resources = {
  stream: ['alarms.yml', 'extensions.yml', 'role.yml', 'trigger.yml'],
  route: ['alarms.yml', 'canary.yml', 'extensions.yml', 'role.yml', 'route.yml'],
} as const;

/** The files that a pattern is entered in. The registry is made anew by the repo's own program; the journal remembers it as it was. */
function editsOf({ pattern, name }: AddJob, route: Route | undefined, module: ShopModule | undefined): Edits {
  const edits = new Map<RelPath, (text: string) => string>();
  if (pattern !== 'event') edits.set(deployFile, (text) => withIncludes(text, name, route ? 'route' : 'stream'));
  if (pattern === 'event' || pattern === 'map-reduce') edits.set(registry, asItIs);
  if (route) edits.set(routesFile, (text) => addRoute(text, { name, ...route }));
  if (module) {
    edits.set(mountingFile, (text) => mountFromService(text, module));
    edits.set('services/shop/package.json', (text) => dependOnService(text, name));
  }
  return edits;
}

/** The route of a function: its path, and when the shop is asked instead. */
type Route = { readonly path: string; readonly fallBackOn: readonly number[] };

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
  if (['glue', 'task', 'extension'].includes(job.pattern)) refuseUnknownEvent(job.event, events);
  const moved = job.pattern === 'split' ? await moduleFiles(job.name, repository, ours, recorded) : undefined;
  const route = routeOf(job, moved?.module);
  const tree = renderPattern(
    {
      pattern: job.pattern,
      provider: String(recorded.answers.provider),
      body: job.pattern === 'event' || job.pattern === 'split' ? undefined : job.body,
    },
    contextOf(job, recorded, route, moved?.module),
    openPack(packIn(own.root)),
  );
  refuseExisting(job, root, [...tree.keys()]);
  const plan = await planOf(job, { repository, tree, ours, edits: editsOf(job, route, moved?.module), moved });
  await refuseChanged(repository, plan);
  refuseInTheWay(root, plan, ours, false);
  const files = [...tree.keys()].sort();
  const told = { json: { added: files, pattern: job.pattern, name: job.name }, files };
  if (job.dryRun) return { lines: [...files, 'Nothing was written.'], json: { ...told.json, dryRun: true } };
  const { version } = recorded.generator;
  await apply(repository, plan, ours, { from: version, to: version, base: recorded.base, message: `Add ${job.name}` });
  return { lines: [...files.map((path) => `added  ${path}`), '', ...nextSteps(job)], json: told.json };
}

/** A module that leaves the shop: what it says of itself, and its files by their paths below its folder. */
type Moved = {
  readonly module: ShopModule;
  readonly files: ReadonlyMap<string, { readonly mode: string; readonly text: string }>;
};

async function moduleFiles(
  name: string,
  { root }: Repository,
  ours: ReadonlyMap<RelPath, Entry>,
  { answers }: RecordedManifest,
): Promise<Moved> {
  if (answers.start !== 'greenfield') {
    throw new WorkshopError('refused', 'A legacy shop is not carved: it is one application, and stays one.', {
      hint: `Make the new side of one of its routes: npm run workshop -- add feature ${name} --path /…`,
    });
  }
  const modules = modulesOf(ours.keys());
  if (!modules.includes(name)) {
    throw new WorkshopError('refused', `The shop has no module ${JSON.stringify(name)} in ${modulesFolder}.`, {
      hint: `There are: ${modules.join(', ')}.`,
    });
  }
  const folder = `${modulesFolder}/${name}/`;
  const entries = [...ours].filter(([path]) => path.startsWith(folder));
  const blobs = await readBlobs(
    root,
    entries.map(([, { oid }]) => oid),
  );
  const files = new Map(
    entries.map(([path, { mode, oid }]) => [
      path.slice(folder.length),
      { mode, text: (blobs.get(oid) ?? Buffer.alloc(0)).toString('utf8') },
    ]),
  );
  return { module: readModule(name, new Map([...files].map(([path, { text }]) => [path, text]))), files };
}

function routeOf(
  { pattern, name, path = `/orders/:id/${name}`, body }: AddJob,
  module?: ShopModule,
): Route | undefined {
  // Both sides read the same tables: there is nothing that one of them learns later.
  if (module) return { path: module.path, fallBackOn: [] };
  if (pattern !== 'feature') return undefined;
  const problem = pathProblem(path);
  if (problem !== undefined) {
    throw new WorkshopError('refused', problem, { hint: `For example: --path /orders/:id/${name}` });
  }
  if (body === 'sample' && !path.split('/').includes(':id')) {
    throw new WorkshopError('refused', `The sample looks an order up, and ${path} has no :id.`, {
      hint: 'Write --body empty, or a path with :id.',
    });
  }
  return { path, fallBackOn: [404] };
}

function contextOf(
  { pattern, name, event, owner }: AddJob,
  { answers }: RecordedManifest,
  route: Route | undefined,
  module: ShopModule | undefined,
): PatternContext {
  if (pattern === 'event') return { name, title: `${titleOf(name)}.` };
  const known = { name, owner, pascal: pascal(name), logical: logicalName(name) };
  if (route) return { ...known, ...routeContext(name, route, module) };
  // From tasks on the lanes share no stream, and what nobody waits for reads the second one.
  const stream = stageReached(String(answers.stage), 'tasks') ? 'background' : 'orders';
  return {
    ...known,
    event: pattern === 'map-reduce' ? partEvent(name) : event,
    stream,
    streamId: `${pascal(stream)}Stream`,
  };
}

/** The packages whose policies let a function read what a port gives. */
const policies = {
  documents: ['database', 'read'],
  orders: ['outbox', 'lookup'],
  stock: ['outbox', 'shelf'],
} as const;

function policyOf(port: keyof typeof policies): string {
  const [owner, key] = policies[port];
  return `\${file(../packages/${owner}/deploy/aws.yml):iam.${key}}`;
}

function routeContext(name: string, { path }: Route, module?: ShopModule): PatternContext {
  const ports = module?.ports ?? ['documents'];
  return {
    path,
    apiPath: apiPath(path),
    version: `\${file(./build/versions.yml):${name}}`,
    // The template has the quotes around all of them.
    policies: ports.map(policyOf).join('"\n        - "'),
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
    pattern === 'feature' || pattern === 'split'
      ? ['features', 'no router that could stand before a route']
      : pattern === 'task'
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
  // A package of the same name would be the same workspace.
  const folders = pattern === 'event' ? [] : [`services/${name}`, `packages/${name}`];
  const found = [...folders, ...paths].find((path) => existsSync(join(root, path)));
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
  {
    repository,
    tree,
    ours,
    edits,
    moved,
  }: {
    readonly repository: Repository;
    readonly tree: Tree;
    readonly ours: ReadonlyMap<RelPath, Entry>;
    readonly edits: Edits;
    readonly moved: Moved | undefined;
  },
): Promise<Plan> {
  const { format, root } = repository;
  const changes = new Map<RelPath, Version | undefined>();
  const steps: Step[] = [];
  const known = { role: 'frame', reason: `add ${job.pattern} ${job.name}`, notes: [] } as const;
  const put = (path: RelPath, content: Uint8Array | string, mode: string, step: Pick<Step, 'fate' | 'from'>) => {
    const bytes = Buffer.from(content);
    const file = { mode, oid: blobId(bytes, format), bytes };
    changes.set(path, file);
    steps.push({ ...known, ...step, path, file });
  };
  for (const [path, { bytes, executable }] of tree)
    put(path, bytes, executable ? '100755' : '100644', { fate: 'added' });
  for (const [path, { mode, text }] of moved?.files ?? []) {
    const from = `${modulesFolder}/${job.name}/${path}`;
    changes.set(from, undefined);
    put(`services/${job.name}/src/${path}`, movedSource(text), mode, { fate: 'moved', from });
  }
  if (moved) put(`services/${job.name}/src/module.ts`, moduleSource(moved.module), '100644', { fate: 'added' });
  for (const [path, edit] of edits) {
    const entry = ours.get(path);
    if (!entry)
      throw new WorkshopError('refused', `${path} is not there: the new files have no place in it.`, {
        hint: `npm run workshop -- update --restore ${path}`,
      });
    const bytes = (await readBlobs(root, [entry.oid])).get(entry.oid) ?? readFileSync(join(root, path));
    put(path, edit(Buffer.from(bytes).toString('utf8')), entry.mode, { fate: 'updated' });
  }
  return {
    steps: steps.sort((a, b) => (a.path < b.path ? -1 : 1)),
    changes: new Map([...changes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function withIncludes(text: string, name: string, kind: keyof typeof resources): string {
  const folder = `../services/${name}`;
  const withFunction = addIncludes(text, 'functions', [`${folder}/function.yml`]);
  return addIncludes(
    withFunction,
    'resources',
    resources[kind].map((file) => `${folder}/${file}`),
  );
}

/** Where the body of a function stands. */
const bodies: Readonly<Record<Exclude<Pattern, 'event' | 'split'>, string>> = {
  glue: 'consume.ts',
  task: 'run-job.ts',
  'map-reduce': 'work.ts',
  extension: 'input-of.ts',
  feature: 'answer.ts',
};

function nextSteps({ pattern, name, body }: AddJob): string[] {
  const write =
    pattern === 'event'
      ? [`  write what it holds: packages/events/schemas/${name}.schema.json and its sample`, '  npm run contracts']
      : [
          ...(pattern === 'split'
            ? []
            : [`  ${body === 'empty' ? 'write' : 'change'} services/${name}/src/${bodies[pattern]}`]),
          '  npm install',
          ...(pattern === 'map-reduce' ? ['  npm run contracts'] : []),
          `  npx vitest run services/${name}`,
        ];
  return [
    'Everything is staged, nothing is committed. Next:',
    ...write,
    `  git commit --all --message "Add ${name}"`,
    ...(pattern === 'feature' || pattern === 'split'
      ? [`The shop answers the route until you flip it: npm run route -- shadow ${name}, then flip ${name}.`]
      : []),
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
  feature: 'order-summary',
  split: 'search',
};

function exampleOf(pattern: Pattern): string {
  return `For example: npm run workshop -- add ${pattern} ${examples[pattern]}`;
}
