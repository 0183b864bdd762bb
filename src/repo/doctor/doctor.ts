import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestPath } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import { devFindings, devRunOf } from './dev-run.ts';
import { engineFindings } from './engine.ts';
import { type Finding, linesOf } from './finding.ts';
import { machineFindings } from './machine.ts';
import { packageFindings } from './packages.ts';
import { partFindings } from './parts.ts';
import { portFindings } from './ports.ts';
import { recordFindings } from './records.ts';
import { repositoryFindings } from './repository.ts';
import { settingsOf } from './settings.ts';
import { shellFindings, withoutIgnored } from './shell.ts';

/** What the doctor found. `done` when nothing is broken. */
export type Diagnosis = {
  readonly done: boolean;
  readonly findings: readonly Finding[];
  readonly lines: readonly string[];
};

/** Checks this machine and, when `cwd` is in a repo made by the tool, the repo. Changes nothing. */
export async function diagnose(cwd: string, own: OwnPackage, env: NodeJS.ProcessEnv = process.env): Promise<Diagnosis> {
  const root = repoOf(cwd);
  const machine = await machineFindings(cwd);
  const findings = [...machine, ...(root === undefined ? [noRepo] : await repoFindings(root, own, env))];
  return { done: findings.every(({ status }) => status !== 'broken'), findings, lines: findings.flatMap(linesOf) };
}

const noRepo: Finding = { what: 'repo', status: 'note', detail: `none: no ${manifestPath} here or above` };

async function repoFindings(root: string, own: OwnPackage, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const run = devRunOf(root);
  const settings = settingsOf(root, withoutIgnored(root, env));
  return [
    ...(await repositoryFindings(root)),
    ...recordFindings(root, own),
    ...packageFindings(root),
    ...(await partFindings(root, settings)),
    ...(await devFindings(run)),
    ...(await portFindings(root, settings, run)),
    ...shellFindings(root, env),
    ...engineFindings(root),
  ];
}

/** The folder at or above `cwd` that has a manifest. */
export function repoOf(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, manifestPath))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
