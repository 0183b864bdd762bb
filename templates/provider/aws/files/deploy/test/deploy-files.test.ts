import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SCHEMA, load, Type } from 'js-yaml';
import { checkSettings } from 'serverless-workshop/deploy/aws';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serverless = readFileSync(join(root, 'deploy/serverless.yml'), 'utf8');
const functions = readdirSync(join(root, 'services')).filter((name) =>
  existsSync(join(root, 'services', name, 'function.json')),
);

const kinds = ['scalar', 'sequence', 'mapping'] as const;
const schema = DEFAULT_SCHEMA.extend(
  kinds.map((kind) => new Type('!', { kind, multi: true, construct: (data, tag) => ({ [tag]: data }) })),
);

// A line in a comment includes nothing.
const included = [...serverless.matchAll(/^ {2}- \$\{file\((.+)\)\}\s*$/gm)].map(([, path = '']) => path);
const yaml = (folder: string) =>
  (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
    .filter((file) => file.endsWith('.yml'))
    .map((file) => ({ file, text: readFileSync(join(root, folder, file), 'utf8') }));
const deployed = (folder: string) => yaml(folder).filter(({ text }) => /^(Resources|extensions):/m.test(text));

/** What starts a function, where it is no line of its `function.yml`: a mapping of its stream, or a route behind an alias. */
function startedBy(name: string): readonly string[] {
  const { trigger } = JSON.parse(readFileSync(join(root, 'services', name, 'function.json'), 'utf8'));
  if (trigger.type === 'stream') return ['trigger.yml'];
  return trigger.path ? ['canary.yml', 'route.yml'] : [];
}

/** All that a function is made of, in one text. */
function code(name: string): string {
  const src = join(root, 'services', name, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(join(src, file), 'utf8')).join('\n');
}

test('serverless.yml includes only files that are there', () => {
  const missing = included.filter((path) => !path.startsWith('./build/') && !existsSync(join(root, 'deploy', path)));
  expect(included.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

test('the settings of this repo: offline is complete, the example names what to fill in', () => {
  expect(() => checkSettings('offline')).not.toThrow();
  expect(() => checkSettings('example')).toThrow(/<region> at region.*<alarm-address> at alarms\.email/s);
});

describe.each(functions.map((name) => ({ name })))('$name', ({ name }) => {
  // Whoever adds a function by hand sees here what it still needs.
  test.each(['function.yml', 'role.yml', 'alarms.yml', ...startedBy(name)])('has %s', (file) => {
    expect(existsSync(join(root, 'services', name, file))).toBe(true);
  });

  test('deploys all of it: serverless.yml includes every deploy file of its folder', () => {
    const files = ['function.yml', ...deployed(`services/${name}`).map(({ file }) => file)];
    const left = files.map((file) => `../services/${name}/${file}`).filter((path) => !included.includes(path));
    expect(left).toEqual([]);
  });

  // The local pump reads function.json; Lambda reads only what trigger.yml takes from it.
  test('deploys with every figure of its trigger, and of its block aws', () => {
    const { trigger, aws = {} } = JSON.parse(readFileSync(join(root, 'services', name, 'function.json'), 'utf8'));
    if (trigger.type !== 'stream') return;
    const text = readFileSync(join(root, 'services', name, 'trigger.yml'), 'utf8');
    const told = [...text.matchAll(/function\.json\):([\w.]+)/g)].map(([, key]) => key);
    const { type: _type, stream: _stream, orderedByKey: _inEveryShard, ...figures } = trigger;
    const keys = [
      ...Object.keys(figures).map((key) => `trigger.${key}`),
      ...Object.keys(aws).map((key) => `aws.${key}`),
    ];
    expect(keys.filter((key) => !told.includes(key))).toEqual([]);
  });

  test('what it gives up goes to something that is deployed', () => {
    const resources = included.map((path) => join('deploy', path)).filter((path) => existsSync(join(root, path)));
    const ids = resources.flatMap((path) => readFileSync(join(root, path), 'utf8').match(/^ {2}"?\w+"?:$/gm) ?? []);
    const texts = deployed(`services/${name}`).map(({ text }) => text);
    const to = texts.flatMap((text) => [...text.matchAll(/Destination: !(?:Ref|GetAtt) "?(\w+)/g)].map(([, id]) => id));
    expect(to.filter((id) => !ids.some((line) => line.replaceAll('"', '').trim() === `${id}:`))).toEqual([]);
  });

  test('wakes somebody when it puts a record into quarantine', () => {
    if (!code(name).includes('quarantine(')) return;
    const alarms = readFileSync(join(root, 'services', name, 'alarms.yml'), 'utf8').replaceAll('"', '');
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', 'Dash')}LogGroup`;
    const filters = [
      ...alarms.matchAll(/LogGroupName: !Ref (\w+)\n +FilterPattern: '(.+)'\n[\s\S]+?MetricName: (.+)\n/g),
    ];
    const [, , words = 'no filter on the log of this function', metric] = filters.find(([, log]) => log === id) ?? [];
    expect(readFileSync(join(root, 'packages/core/src/quarantine.ts'), 'utf8')).toContain(words);
    expect(alarms.match(/QuarantineAlarm:\n[\s\S]+?MetricName: (.+)\n/)?.[1]).toBe(metric);
  });

  test('logs every figure that a metric filter reads from its log', () => {
    const alarms = readFileSync(join(root, 'services', name, 'alarms.yml'), 'utf8');
    const figures = [...alarms.matchAll(/\$\.(\w+)/g)].map(([, figure = '']) => figure);
    expect(figures.filter((figure) => !code(name).includes(figure))).toEqual([]);
  });

  test('has a role of its own', () => {
    const role = /^ {2}role: "?(\w+)"?$/m.exec(readFileSync(join(root, 'services', name, 'function.yml'), 'utf8'))?.[1];
    expect(role).toBeDefined();
    expect(readFileSync(join(root, 'services', name, 'role.yml'), 'utf8')).toMatch(
      new RegExp(`\\n {2}"?${role}"?:\\n {4}Type: AWS::IAM::Role`),
    );
  });
});

// The local pump reads the list in function.json; Lambda reads only the pattern.
test('every function that names event types asks the stream for all of them, and for no others', () => {
  for (const name of functions) {
    const { trigger } = JSON.parse(readFileSync(join(root, 'services', name, 'function.json'), 'utf8'));
    if (trigger.type === 'stream')
      expect(askedFor(join(root, 'services', name, 'trigger.yml')), name).toEqual(trigger.eventTypes);
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
    return keys
      .split('.')
      .reduce((at, key) => at?.[key], JSON.parse(readFileSync(resolve(root, 'deploy', path), 'utf8')));
  }
  if (Array.isArray(node)) return node;
  const { '!Join': join, '!Sub': sub } = node as { '!Join'?: [string, unknown]; '!Sub'?: [string, object] };
  if (join) return [resolved(join[1])].flat().join(join[0]);
  const [text, values] = sub ?? ['', {}];
  return Object.entries(values).reduce((so, [key, value]) => so.replace(`\${${key}}`, String(resolved(value))), text);
}
