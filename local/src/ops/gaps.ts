import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '../contract/index.ts';
import { loadDeployment } from '../deploy/deployment.ts';
import { functions, repoRoot } from '../repo.ts';
import { gapsOf, unknownCommands } from './gaps-of.ts';
import type { Verbs } from './verbs.ts';

/**
 * What is missing in this repo before somebody can be woken for each function and know what to do: an owner, an alarm,
 * a runbook with a section for each alarm, a failure destination, the commands that the runbook names. Empty when
 * nothing is missing.
 */
export async function gaps(verbs: Verbs): Promise<string[]> {
  const deployment = await loadDeployment();
  const scripts = Object.keys(scriptsOfRepo());
  const of = functions().flatMap(({ folder, definition }) =>
    gapsOf({
      definition,
      deployed: deployment.readFunction(folder, definition.name),
      runbook: read(definition.runbook),
      shared: sharedPages(definition),
      scripts,
      verbs: verbs.names(),
    }),
  );
  const runbooks = join(repoRoot(), 'docs/runbooks');
  const unknown = (existsSync(runbooks) ? readdirSync(runbooks) : []).flatMap((page) =>
    unknownCommands(read(`docs/runbooks/${page}`) ?? '', scripts, verbs.names()).map(
      (command) => `docs/runbooks/${page} has a command that does not exist: ${command}`,
    ),
  );
  return [...of, ...unknown];
}

/** The pages with the sections of alarms that mean the same for many functions. */
function sharedPages({ trigger }: FunctionDefinition): string {
  const pages = ['docs/runbooks/redrive.md', ...(trigger.type === 'stream' ? ['docs/runbooks/stream-alarms.md'] : [])];
  return pages.map((page) => read(page) ?? '').join('\n');
}

function read(path: string): string | undefined {
  const file = join(repoRoot(), path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function scriptsOfRepo(): Readonly<Record<string, string>> {
  return (JSON.parse(read('package.json') ?? '{}') as { scripts?: Record<string, string> }).scripts ?? {};
}
