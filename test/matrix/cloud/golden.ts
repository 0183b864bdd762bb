import type { Template } from './template.ts';

type Resource = Template['Resources'][string];

/**
 * All resources of some templates, one a line and each distinct one once, with the names of the templates that it is in. Left out is what no
 * deploy file says: the address of a bundle, and the version that is computed from it.
 */
export function resourcesOf(templates: ReadonlyMap<string, Template>): string {
  const seen = new Map<string, string[]>();
  for (const [name, { Resources }] of templates) {
    for (const [id, resource] of Object.entries(Resources)) {
      const line = JSON.stringify({ id, ...(sorted(withoutBundle(resource)) as object) });
      seen.set(line, [...(seen.get(line) ?? []), name]);
    }
  }
  return [...seen]
    .map(([line, names]) => `${line.slice(0, -1)},"in":${JSON.stringify(names.sort())}}\n`)
    .sort()
    .join('');
}

function withoutBundle({ Properties = {}, ...resource }: Resource): Resource {
  const text = JSON.stringify(Properties)
    .replace(/"S3Key":"[^"]*"/g, '"S3Key":"(a bundle)"')
    .replace(/"CODE_VERSION":"[^"]*"/g, '"CODE_VERSION":"(a version)"');
  const kept = JSON.parse(text) as Record<string, unknown>;
  if (resource.Type === 'AWS::Lambda::Version') kept.Description = '(a version)';
  return { ...resource, Properties: kept };
}

/** The order of keys has no meaning in a template. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, sorted(entry)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
