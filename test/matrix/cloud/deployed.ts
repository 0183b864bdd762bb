import { derive } from '../../../src/layers/derive.ts';
import { cover } from '../cover.ts';
import { digest } from '../digest.ts';
import { everything } from '../everything.ts';
import { everyRepo, type Repo } from '../repos.ts';

/**
 * What is packaged at least once: each distinct function with the provider, host and failover it is deployed beside, each distinct
 * file that a deployment reads, and the list of functions of each start at each stage.
 */
function deployedBy({ combination, tree, units }: Repo): string[] {
  const { start, stage, provider, host, failover, kind } = derive({ name: 'shop', ...combination });
  const functions = [...units.values()].filter(({ folder }) => tree.has(`${folder}/function.json`));
  const files = [...tree].filter(([path, { id }]) => deployFile.test(path) && !id.startsWith('merged:'));
  return [
    ...functions.map((one) => [one.digest, provider, host, failover, kind].join(' ')),
    ...files.map(([path, { bytes }]) => digest([[path, bytes]])),
    `${start} at ${stage}`,
  ];
}

const deployFile = /^(deploy|packages\/[^/]+\/deploy)\//;

/** The fewest repos that deploy all there is to deploy. Always the same: some findings are excused because of one of them. */
export const reposToPackage: readonly Repo[] = everything ? everyRepo() : cover(everyRepo(), deployedBy);
