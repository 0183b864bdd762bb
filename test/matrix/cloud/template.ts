import { readFileSync } from 'node:fs';

/** A finding of cdk-nag that the template accepts: `Metadata.cdk_nag.rules_to_suppress`, the format cdk-nag writes itself. */
export type Acknowledgement = { readonly id: string; readonly reason: string };

/** A CloudFormation template, as far as the checks read it. */
export type Template = {
  readonly Resources: Readonly<
    Record<
      string,
      {
        Type: string;
        Properties?: Record<string, unknown>;
        Metadata?: { cdk_nag?: { rules_to_suppress: readonly Acknowledgement[] } };
      }
    >
  >;
};

/** Reads a packaged template. */
export function readTemplate(file: string): Template {
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}

/** What the template accepts, by logical id. */
export function acknowledgementsOf(template: Template): ReadonlyMap<string, readonly Acknowledgement[]> {
  return new Map(
    Object.entries(template.Resources).map(([id, { Metadata }]) => [id, Metadata?.cdk_nag?.rules_to_suppress ?? []]),
  );
}

/** The template as CloudFormation takes it: list entries that are `AWS::NoValue` are not there. Some rules of cdk-nag throw at them instead. */
export function withoutNoValue<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((entry) => !isNoValue(entry)).map(withoutNoValue) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutNoValue(entry)])) as T;
}

function isNoValue(value: unknown): boolean {
  return (value as { Ref?: unknown } | null)?.Ref === 'AWS::NoValue';
}
