import type { DeployedFunction } from './function-definition.ts';

/** What is done with the deploy files of a repo: `npm run package`, `deploy`, `destroy`. */
export type DeployVerb = 'package' | 'deploy' | 'destroy';

/** How a provider packages and deploys a repo, and what its deploy files say. */
export type Deployment = {
  /** Does it for one stage. Throws before anything is deployed where the settings of the stage are not complete. */
  run(verb: DeployVerb, stage: string): Promise<void>;
  /** Reads who is told when a function fails, and where what it gave up goes. `folder` is the function's. */
  readFunction(folder: string, functionName: string): DeployedFunction;
};

/** What a package of a repo exports at `./deploy`. One package has it. */
export type DeployModule = { readonly deployment?: Deployment };
