import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledgementsOf, readTemplate, type Template, withoutNoValue } from './template.ts';
import { load } from './tools.ts';

type Violation = {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingResources: readonly { readonly constructPath: string }[];
};
type Pack = { validateScope(scope: unknown): { readonly violations: readonly Violation[] } };
type Nag = Record<'AwsSolutionsChecks' | 'ServerlessChecks', new (scope: unknown) => Pack>;
type Cdk = {
  readonly App: new (props: object) => unknown;
  readonly Stack: new (scope: unknown, id: string) => unknown;
};
type Include = { readonly CfnInclude: new (scope: unknown, id: string, props: { templateFile: string }) => unknown };

/** "ok" is no reason. */
const shortestReason = 30;

/** What cdk-nag found, and which acknowledgements excused something. */
export type PolicyReport = {
  /** Findings without an acknowledgement, one line each. */
  readonly findings: readonly string[];
  /** `<logical id> <rule>` of every acknowledgement in the template, and whether it was needed. */
  readonly acknowledged: ReadonlyMap<string, boolean>;
};

/** Runs cdk-nag's AwsSolutions and Serverless packs over a template. An acknowledgement counts for one rule on one resource, and only with a reason. */
export function policyReport(file: string): PolicyReport {
  const template = readTemplate(file);
  const accepted = acknowledgementsOf(template);
  const acknowledged = new Map<string, boolean>();
  for (const [id, list] of accepted) for (const { id: rule } of list) acknowledged.set(`${id} ${rule}`, false);
  const findings: string[] = [];
  for (const { ruleName, description, violatingResources } of violationsOf(template)) {
    for (const { constructPath } of violatingResources) {
      const id = constructPath.split('/').at(-1) ?? constructPath;
      const reason = accepted.get(id)?.find((entry) => entry.id === ruleName)?.reason ?? '';
      if (reason.length >= shortestReason) acknowledged.set(`${id} ${ruleName}`, true);
      else findings.push(`${id} ${ruleName}: ${description}`);
    }
  }
  return { findings, acknowledged };
}

function violationsOf(template: Template): Violation[] {
  const { App, Stack } = load('aws-cdk-lib') as Cdk;
  const { CfnInclude } = load('aws-cdk-lib/cloudformation-include') as Include;
  const { AwsSolutionsChecks, ServerlessChecks } = load('cdk-nag') as Nag;
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(withoutNoValue(template)));
    const app = new App({ analyticsReporting: false });
    new CfnInclude(new Stack(app, 'Packaged'), 'Template', { templateFile });
    return [AwsSolutionsChecks, ServerlessChecks].flatMap((Pack) => [...new Pack(app).validateScope(app).violations]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
