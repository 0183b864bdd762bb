import { defaults } from '../../src/layers/answers.ts';
import { writeBase } from '../../src/repo/base.ts';
import { writeManifest } from '../../src/repo/manifest.ts';
import type { Repository } from '../../src/repo/update/git/repository.ts';
import type { Plan } from '../../src/repo/update/plan/plan.ts';
import type { UpdateRequest } from '../../src/repo/update/plan/prepare.ts';
import type { FileToWrite } from '../../src/repo/write.ts';
import { sha256 } from '../../src/tree/digest.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { readManifest } from './engine.ts';
import type { File, Files } from './files.ts';

/** A template with its version. */
export type Template = { readonly tree: Tree; readonly version: string };

/** What an update started from and what it came to. */
export type Scene = {
  readonly from: Template;
  readonly to: Template;
  /** What the user had committed. */
  readonly before: Files;
  readonly after: Files;
  /** The entries of the index afterwards. */
  readonly index: readonly string[];
  readonly plan: Plan;
  /** The hash that the repository names its objects with. */
  readonly format: string;
};

const name = 'create-serverless-workshop';
const answers = { name: 'my-shop', ...defaults };

/** The tool's own two files for a template. */
function recordsOf({ tree, version }: Template): FileToWrite[] {
  const base = writeBase(tree);
  const manifest = writeManifest({ generator: { name, version }, answers, base: sha256(base) });
  return [
    { path: 'workshop.json', content: manifest, executable: false },
    { path: '.workshop/base.jsonl', content: base, executable: false },
  ];
}

/** A repo as it is made: every file of the template, and the records. */
export function freshRepo(template: Template): Map<string, File> {
  const files = [...template.tree].map(([path, file]) => ({ path, content: file.bytes, executable: file.executable }));
  return new Map(
    [...files, ...recordsOf(template)].map(({ path, content, executable }) => [
      path,
      { mode: executable ? '100755' : '100644', bytes: Buffer.from(content) },
    ]),
  );
}

/** How an update to a template is asked for. */
export function requestFor(
  to: Template,
  {
    repository,
    allowDirty = false,
    followRenames = true,
  }: {
    repository: Repository;
    allowDirty?: boolean;
    followRenames?: boolean;
  },
): UpdateRequest {
  const recorded = readManifest(repository.root);
  if (!recorded) throw new Error('The history has no manifest.');
  return {
    repository,
    own: { root: '/nowhere', name, version: to.version },
    recorded,
    answers,
    allowDirty,
    followRenames,
    compose: async () => ({ records: () => recordsOf(to), late: Promise.resolve([]) }),
  };
}
