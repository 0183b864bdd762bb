import { expect, test } from 'vitest';
import { partsOf } from '../../build/placeholders.ts';
import { render, type Source } from '../../src/tree/render.ts';
import { textOf } from './trees.ts';

function source(path: string, content: { bytes?: Uint8Array; text?: string }, more: Partial<Source> = {}): Source {
  const { bytes = new Uint8Array(), text } = content;
  const stored = text === undefined ? { bytes } : { parts: partsOf(text) };
  return { folder: 'start/legacy', files: [{ path, executable: false, ...stored }], ...more };
}

test('placeholders are filled and nothing is escaped', () => {
  const result = render(source('README.md', { text: '# {{name}} <b> & {{deep.er}}' }), {
    name: "o'brien",
    deep: { er: '<i>' },
  });
  expect(textOf(result, 'README.md')).toBe("# o'brien <b> & <i>");
});

test('a placeholder without a value is an error that names the file', () => {
  expect(() => render(source('README.md', { text: '{{missing}}' }), {})).toThrow(/start\/legacy\/README\.md/);
});

test('bytes without placeholders pass through untouched', () => {
  const bytes = Uint8Array.of(0, 255, 123, 123, 10);
  expect(render(source('logo.png', { bytes }), {}).get('logo.png')?.bytes).toEqual(bytes);
});

test('an escaped placeholder is written as it is', () => {
  expect(textOf(render(source('ci.yml', { text: '$\\{{ secrets.X }}' }), {}), 'ci.yml')).toBe('${{ secrets.X }}');
});

test('a moved file keeps the id of its first release; sample code is marked', () => {
  const moved = render(
    source(
      'src/new.ts',
      { bytes: Buffer.from('') },
      { was: { 'src/new.ts': 'start/legacy/src/old.ts' }, sample: ['src/'] },
    ),
    {},
  );
  expect(moved.get('src/new.ts')).toMatchObject({ id: 'start/legacy/src/old.ts', role: 'sample' });
});

test.each([
  '{{#if a}}b{{/if}}',
  '{{{raw}}}',
  '{{helper name}}',
  '{{> part}}',
  '{{../up}}',
  '{{@root.a}}',
  '{{&a}}',
  '{{"text"}}',
  '{{a',
])('nothing but placeholders stands in a template: %s is refused', (text) => {
  expect(() => partsOf(text)).toThrow();
});

test('a value comes from the context itself, never from its prototype', () => {
  expect(() => render(source('README.md', { text: '{{constructor}}' }), {})).toThrow(/\{\{constructor\}\}/);
});
