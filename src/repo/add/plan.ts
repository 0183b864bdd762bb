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

/** The new deploy files, each with the list that it is entered in, and whose they are. */
type Deployed = { readonly provider: Provider; readonly entries: DeployFiles['entries'] };

/** A file of the repo that something new is entered in, and how. */
type Edits = ReadonlyMap<RelPath, (text: string) => string>;

const asItIs = (text: string) => text;

/** The files that a pattern is entered in. The registry is made anew by the repo's own program; the journal remembers it as it was. */
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

/** All that changes: the new files, the moved ones, and the entries in files of the repo. Throws `refused` when such a file is not there. */
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
