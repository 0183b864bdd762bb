import type { DeployModule, Deployment } from '../contract/index.ts';
import { loadExports } from '../repo.ts';

/** Loads how the repo is deployed. Throws when no package exports it. */
export async function loadDeployment(): Promise<Deployment> {
  const [deployment] = (await loadExports<DeployModule>('./deploy')).flatMap((module) => module.deployment ?? []);
  if (!deployment) throw new Error('no package of this repo exports a deployment at ./deploy: packages/provider does');
  return deployment;
}
