import type { DeployedFunction, FunctionDefinition } from '../contract/index.ts';

/** A function, and the pages and commands for its owner. */
export type LookedAfter = {
  readonly definition: FunctionDefinition;
  readonly deployed: DeployedFunction;
  /** The text of its runbook, if the file exists. */
  readonly runbook: string | undefined;
  /** The text of the pages about alarms that many functions share, if there are any. */
  readonly shared?: string | undefined;
  /** The repo's npm scripts, and the verbs of `npm run ops`. */
  readonly scripts: readonly string[];
  readonly verbs: readonly string[];
};

/** What is missing before somebody can be woken for a function and know what to do. Empty when it is complete. */
export function gapsOf({ definition, deployed, runbook, shared = '', scripts, verbs }: LookedAfter): string[] {
  const { name, trigger } = definition;
  const gaps: string[] = [];
  if (!definition.owner?.trim()) gaps.push(`${name} has no owner in function.json`);
  if (!deployed.alarms.includes(definition.alarm)) {
    gaps.push(`${name} has no alarm "${definition.alarm}" among its deploy files (found: ${list(deployed.alarms)})`);
  }
  if (trigger.type !== 'http' && deployed.failureDestination === undefined) {
    gaps.push(`${name} has no failure destination in its deploy files: what it gives up would be lost`);
  }
  if (runbook === undefined) return [...gaps, `${name} has no runbook: ${definition.runbook} is not there`];
  for (const alarm of new Set([definition.alarm, ...deployed.alarms])) {
    if (!sections(`${runbook}\n${shared}`).includes(`alarm: ${alarm}`)) {
      gaps.push(`${name} has no section "## Alarm: ${alarm}" in ${definition.runbook}`);
    }
  }
  for (const command of unknownCommands(runbook, scripts, verbs)) {
    gaps.push(`${name} has a runbook with a command that does not exist: ${command}`);
  }
  return gaps;
}

/** The commands in a page that this repo does not have. */
export function unknownCommands(page: string, scripts: readonly string[], verbs: readonly string[]): string[] {
  return [...page.matchAll(/npm run ([\w:-]+)(?: --silent)?(?: -- ([a-z][\w-]*))?/g)]
    .filter(([, script = '', verb]) => !scripts.includes(script) || (script === 'ops' && verb && !verbs.includes(verb)))
    .map(([command]) => command);
}

function sections(page: string): string[] {
  return [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.trim().toLowerCase());
}

function list(alarms: readonly string[]): string {
  return alarms.join(', ') || 'none';
}
