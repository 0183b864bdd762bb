import { expect, test } from 'vitest';
import { mergeStructure } from '../../../../src/repo/update/merge/merge-structure.ts';

const labels = { ours: 'yours', base: 'template 1', theirs: 'template 2' };
const sides = (base: string, ours: string, theirs: string) => ({
  base: Buffer.from(base),
  ours: Buffer.from(ours),
  theirs: Buffer.from(theirs),
});

test.each(['deploy/serverless.yml', '.env.example'])(
  '%s: a comment of the template without a place is told',
  async (path) => {
    const text = (comment: string, value: number) => `# ${comment}\n${path.endsWith('.yml') ? 'A: ' : 'A='}${value}\n`;
    const merged = await mergeStructure('.', path, sides(text('Old.', 1), text('Mine.', 1), text('New.', 2)), labels);
    expect(Buffer.from(merged?.bytes ?? []).toString()).toBe(text('Mine.', 2));
    expect(merged?.notes).toEqual(['A comment line of the template found no place in yours: # New.']);
  },
);

test('a comment that came along is not told', async () => {
  const merged = await mergeStructure('.', 'a.yml', sides('a: 1\n', 'a: 1\nmine: 1\n', 'a: 1\n# New.\nb: 2\n'), labels);
  expect(merged?.notes).toEqual([]);
});
