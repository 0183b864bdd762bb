import { WorkshopError } from '../../errors.ts';
import { type DeployFiles, linesFor } from '../../layers/functions.ts';
import type { Provider } from '../../layers/provider.ts';
import type { RelPath, Tree } from '../../tree/tree.ts';
import { blobId, readBlobs } from '../update/git/objects.ts';
import type { Entry, Repository } from '../update/git/repository.ts';
import type { Plan } from '../update/plan/plan.ts';
import type { Step, Version } from '../update/plan/step.ts';
import { addIncludes } from './include.ts';
import type { AddJob } from './job.ts';
import type { Moved } from './moved-module.ts';
import type { Route } from './route.ts';
import { addRoute, routesFile } from './routes-file.ts';
import {
  dependOnService,
  moduleSource,
  modulesFolder,
  mountFromService,
  mountingFile,
  movedSource,
  type ShopModule,
} from './shop-module.ts';

const registry = 'packages/events/src/contracts.generated.ts';

/** The new deploy files, each with the list in which it is entered, and their provider. */
type Deployed = { readonly provider: Provider; readonly entries: DeployFiles['entries'] };

/** The existing files that `add` changes, each with the function that changes its text. */
type Edits = ReadonlyMap<RelPath, (text: string) => string>;

const asItIs = (text: string) => text;

/**
 * The existing files that a pattern changes. The repo's own program generates the registry again later. It is listed
 * here so that the journal keeps its old text for `--abort`.
 */
export function editsOf(
  { pattern, name }: AddJob,
  deployed: Deployed,
  route: Route | undefined,
  module: ShopModule | undefined,
): Edits {
  const edits = new Map<RelPath, (text: string) => string>();
  if (deployed.entries.size > 0) edits.set(deployed.provider.includes.path, (text) => withIncludes(text, deployed));
  if (pattern === 'event' || pattern === 'map-reduce') edits.set(registry, asItIs);
  if (route) edits.set(routesFile, (text) => addRoute(text, { name, ...route }));
  if (module) {
    edits.set(mountingFile, (text) => mountFromService(text, module));
    edits.set('services/shop/package.json', (text) => dependOnService(text, name));
  }
  return edits;
}

/**
 * Everything that changes: new files, moved files, and changed files of the repo. Throws `refused` when a file to
 * change does not exist.
 */
export async function planOf(
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
    const bytes = (await readBlobs(root, [entry.oid])).get(entry.oid) ?? Buffer.alloc(0);
    put(path, edit(Buffer.from(bytes).toString('utf8')), entry.mode, { fate: 'updated' });
  }
  return {
    steps: steps.sort((a, b) => (a.path < b.path ? -1 : 1)),
    changes: new Map([...changes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function withIncludes(text: string, { provider, entries }: Deployed): string {
  const { path } = provider.includes;
  const inOrder = new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...linesFor(provider, inOrder)].reduce(
    (so, [list, lines]) => addIncludes(so, { path, list, entries: lines }),
    text,
  );
}
