import { expect, test } from 'vitest';
import { mergeIncludes as merge } from '../../src/tree/merge-includes.ts';

const mergeIncludes = (texts: readonly string[]) =>
  merge(texts, { path: 'deploy/all.yml', lists: ['functions', 'resources'] });

const whole = `# The service.
service: shop # named by you

functions: []

# the keys
resources:
  - \${file(resources/keys.yml)}

package:
  individually: true
`;

test('fragments fill the lists, and every other line of the whole file stays', () => {
  const merged = mergeIncludes([
    mergeIncludes([whole, 'functions:\n  - ${file(../services/relay/function.yml)}\n']),
    'functions:\n  - ${file(../services/receipt/function.yml)}\nresources:\n  - ${file(resources/glue.yml)}\n',
  ]);
  expect(merged).toBe(`# The service.
service: shop # named by you

functions:
  - \${file(../services/receipt/function.yml)}
  - \${file(../services/relay/function.yml)}

# the keys
resources:
  - \${file(resources/glue.yml)}
  - \${file(resources/keys.yml)}

package:
  individually: true
`);
});

test('two fragments make a fragment', () => {
  expect(mergeIncludes(['functions:\n  - b\n', 'functions:\n  - a\n'])).toBe('functions:\n  - a\n  - b\n');
});

test('two whole files are an error', () => {
  expect(() => mergeIncludes([whole, whole])).toThrow('Two layers own the whole of deploy/all.yml.');
});
