import type { DeployedFunction } from './function-definition.ts';

/** What can be done with the deploy files of a repo: `npm run package`, `deploy`, `destroy`. */
export type DeployVerb = 'package' | 'deploy' | 'destroy';

/** How a provider packages and deploys a repo, and how its deploy files are read. */
export type Deployment = {
  /** Runs the verb for one stage. Throws before anything is deployed when the settings of the stage are incomplete. */
  run(verb: DeployVerb, stage: string): Promise<void>;
  /**
   * Reads who is told when a function fails, and where the records go that it gave up on. `folder` is the function's
   * folder.
   */
  readFunction(folder: string, functionName: string): DeployedFunction;
};

/** What a package of a repo exports at `./deploy`. Exactly one package has it. */
export type DeployModule = { readonly deployment?: Deployment };
