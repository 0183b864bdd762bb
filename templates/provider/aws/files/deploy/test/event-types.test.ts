import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SCHEMA, load, Type } from 'js-yaml';
import { expect, test } from 'vitest';

const deploy = fileURLToPath(new URL('..', import.meta.url));
const services = join(deploy, '../services');
const kinds = ['scalar', 'sequence', 'mapping'] as const;
const schema = DEFAULT_SCHEMA.extend(
  kinds.map((kind) => new Type('!', { kind, multi: true, construct: (data, tag) => ({ [tag]: data }) })),
);

// The local pump reads the list in function.json; Lambda reads only the pattern.
test('every function that names event types asks the stream for all of them, and for no others', () => {
  for (const name of readdirSync(services)) {
    const file = join(services, name, 'function.json');
    const { trigger } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { trigger: {} };
    if (trigger.type === 'stream')
      expect(askedFor(join(services, name, 'trigger.yml')), name).toEqual(trigger.eventTypes);
  }
});

test.each([
  ['written out', `'{"data":{"type":["a.v1","b.v1"]}}'`, ['a.v1', 'b.v1']],
  [
    'from the list',
    `!Sub ['{"data":{"type":["\${types}"]}}', { types: !Join ['","', [a.v1, b.v1]] }]`,
    ['a.v1', 'b.v1'],
  ],
  ['of the first alone', `'{"data":{"type":["a.v1"]}}'`, ['a.v1']],
])('a pattern %s is read as Lambda reads it', (_, pattern, types) => {
  expect(typesIn(load(pattern, { filename: 'pattern', schema }))).toEqual(types);
});

/** The event types in the filter of a mapping; nothing where it has none. */
function askedFor(file: string): unknown {
  const { Resources } = load(readFileSync(file, 'utf8'), { filename: file, schema }) as {
    Resources: Record<string, { Properties: { FilterCriteria?: { Filters: { Pattern: unknown }[] } } }>;
  };
  const filters = Object.values(Resources).flatMap(({ Properties }) => Properties.FilterCriteria?.Filters ?? []);
  return filters.length > 0 ? filters.flatMap(({ Pattern }) => typesIn(Pattern)) : undefined;
}

function typesIn(pattern: unknown): string[] {
  return JSON.parse(String(resolved(pattern))).data.type;
}

/** What the engine makes of a variable, and CloudFormation of `!Sub` and `!Join`. */
function resolved(node: unknown): unknown {
  if (typeof node === 'string') {
    const [, path = '', keys = ''] = /^\$\{file\((.+)\):([\w.]+)\}$/.exec(node) ?? [];
    if (!path) return node;
    return keys.split('.').reduce((at, key) => at?.[key], JSON.parse(readFileSync(resolve(deploy, path), 'utf8')));
  }
  if (Array.isArray(node)) return node;
  const { '!Join': join, '!Sub': sub } = node as { '!Join'?: [string, unknown]; '!Sub'?: [string, object] };
  if (join) return [resolved(join[1])].flat().join(join[0]);
  const [text, values] = sub ?? ['', {}];
  return Object.entries(values).reduce((so, [key, value]) => so.replace(`\${${key}}`, String(resolved(value))), text);
}
