import { load } from './tools.ts';

type Diagnostic = {
  readonly severity: string;
  readonly ruleId: string;
  readonly message: string;
  readonly resource?: unknown;
};
type Engine = { validateStandard(template: unknown): { readonly diagnostics: readonly Diagnostic[] } };
type Validator = {
  readonly CelEngine: new () => Engine;
  readonly TemplateFile: new (path: string) => unknown;
};

// Made once for all templates: it loads every schema, which takes longer than a dozen templates.
let engine: Engine | undefined;

/**
 * What AWS' own validator refuses in a template: everything that is FATAL or ERROR, and W3030, a value outside of its enumeration
 * that it only warns of. One line each; empty when the template is good.
 */
export function schemaFindings(file: string): string[] {
  const { CelEngine, TemplateFile } = load('@aws/cloudformation-validate') as Validator;
  engine ??= new CelEngine();
  return engine
    .validateStandard(new TemplateFile(file))
    .diagnostics.filter(({ severity, ruleId }) => ['FATAL', 'ERROR'].includes(severity) || ruleId === 'W3030')
    .map(({ severity, ruleId, message, resource }) => `${severity} ${ruleId} ${message} ${JSON.stringify(resource)}`);
}
