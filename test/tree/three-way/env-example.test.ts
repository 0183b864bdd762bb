import { expect, test } from 'vitest';
import { mergeEnvExampleVersions, sameMeaningEnvExample } from '../../../src/tree/three-way/env-example.ts';
import { fc } from '../../laws.ts';
import { cleanText, conflictOf } from './outcome.ts';

const merge = (base: string, ours: string, theirs: string) => mergeEnvExampleVersions({ base, ours, theirs });
const base = '# About this file.\n\n# The port\n# PORT=3000\n\n# The region\nREGION=eu\n';

test('new settings of theirs stand in sorted position, with their comment', () => {
  const ours = base.replace('REGION=eu', 'REGION=us');
  const theirs = `${base.replace('# The port', '# A key\n# of two lines\nKEY=\n\n# The port')}\n# Last\nZONE=a\n`;
  expect(cleanText(merge(base, ours, theirs))).toBe(
    '# About this file.\n\n# A key\n# of two lines\nKEY=\n\n# The port\n# PORT=3000\n\n# The region\nREGION=us\n\n# Last\nZONE=a\n',
  );
});

test('in a file that is not sorted they stand at the end; line endings, mark and no last line ending stay', () => {
  expect(cleanText(merge('B=1\nA=1\n', '\uFEFFB=1\r\nA=1\r\nmine=ü', 'B=2\nA=1\n\n# c\nAA=1\n'))).toBe(
    '\uFEFFB=2\r\nA=1\r\nmine=ü\r\n# c\r\nAA=1',
  );
});

test('a comment that only theirs changed arrives; the user’s own stays', () => {
  const theirs = base.replace('# The port', '# The port of the shop').replace('# The region', '# Where');
  expect(cleanText(merge(base, base.replace('# The region', '# My region'), theirs))).toBe(
    base.replace('# The port', '# The port of the shop').replace('# The region', '# My region'),
  );
});

test('what the user switched on stays on', () => {
  const ours = base.replace('# PORT=3000', 'PORT=3000');
  expect(cleanText(merge(base, ours, base.replace('=eu', '=us')))).toBe(ours.replace('=eu', '=us'));
});

test('both changed one value: a conflict in that line alone', () => {
  const ours = base.replace('=eu', '=us').replace('About', 'My words about');
  expect(merge(base, ours, base.replace('=eu', '=ap').replace('3000', '4000'))).toEqual({
    kind: 'conflict',
    base: ours.replace('=us', '=eu').replace('3000', '4000'),
    ours: ours.replace('3000', '4000'),
    theirs: ours.replace('=us', '=ap').replace('3000', '4000'),
    reasons: ["Both sides changed REGION: yours is REGION=us, the template's is REGION=ap."],
    notes: [],
  });
  expect(conflictOf(merge('', 'A=1\n', 'A=2\n'))).toMatchObject({ base: '', ours: 'A=1\n', theirs: 'A=2\n' });
});

test('settings that go', () => {
  const gone = '# About this file.\n\n# The region\nREGION=eu\n';
  expect(cleanText(merge(base, `${base}\nMINE=1\n`, gone))).toBe(`${gone}\nMINE=1\n`);
  expect(cleanText(merge(base, base.replace('# The port', '# The port\n# my words'), gone))).toBe(
    '# About this file.\n\n# my words\n\n# The region\nREGION=eu\n',
  );
  expect(cleanText(merge(base, base.replace('3000', '5000'), '# About this file.\n\n# The port\n# PORT=3000\n'))).toBe(
    '# About this file.\n\n# The port\n# PORT=5000\n',
  );
  expect(merge(base, base.replace('3000', '5000'), gone.replace('eu', 'us'))).toEqual({
    kind: 'clean',
    text: base.replace('3000', '5000').replace('eu', 'us'),
    notes: ['The template removed PORT and you changed it: yours stays.'],
  });
  expect(merge(base, gone, base.replace('3000', '5000').replace('eu', 'us'))).toEqual({
    kind: 'clean',
    text: gone.replace('eu', 'us'),
    notes: ['You removed PORT and the template changed it: it stays removed.'],
  });
});

test('a setting that stands twice, or a line that is no setting, cannot be read', () => {
  expect(merge(base, `${base}\nPORT=1\n`, base)).toBeUndefined();
  expect(merge(base, `${base}\nhello\n`, base)).toBeUndefined();
});

test('a line merge means the same when it holds the same settings', () => {
  const versions = { base: 'A=1\n', ours: 'A=1\nB=1\n', theirs: 'A=2\n' };
  expect(sameMeaningEnvExample('# more\nB=1\nA=2\n', versions)).toBe(true);
  expect(sameMeaningEnvExample('B=1\nA=1\n', versions)).toBe(false);
  expect(sameMeaningEnvExample('A=2\n', versions)).toBe(false);
});

const block = fc
  .tuple(
    fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    fc.constantFrom('1', '2', ''),
    fc.boolean(),
    fc.constantFrom('', '# x\n', '# y\n# z\n'),
  )
  .map(([name, value, off, comment]) => ({ name, text: `${comment}${off ? '# ' : ''}${name}=${value}` }));
const text = fc
  .tuple(
    fc.uniqueArray(block, { selector: ({ name }) => name }),
    fc.constantFrom('\n', '\n\n'),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom('', '# head\n\n'),
  )
  .map(([blocks, gap, ended, windows, head]) => {
    const whole = head + blocks.map((each) => each.text).join(gap) + (ended ? '\n' : '');
    return windows ? whole.replaceAll('\n', '\r\n') : whole;
  });

test('who alone changed the text gets it byte for byte', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      for (const versions of [
        { base: a, ours: a, theirs: b },
        { base: a, ours: b, theirs: a },
        { base: a, ours: b, theirs: b },
      ]) {
        expect(mergeEnvExampleVersions(versions)).toEqual({ kind: 'clean', text: b, notes: [] });
      }
    }),
  );
});

test('what is merged stays merged, and every line that the user added is still there', () => {
  fc.assert(
    fc.property(text, text, text, (base, ours, theirs) => {
      const merged = merge(base, ours, theirs);
      if (!merged) throw new Error('not merged');
      const lines = (source: string) => source.split(/\r?\n/);
      const result = lines(merged.kind === 'clean' ? merged.text : merged.ours);
      for (const line of lines(ours)) if (line !== '' && !lines(base).includes(line)) expect(result).toContain(line);
      if (merged.kind === 'clean') return sameMeaningEnvExample(merged.text, { base, ours, theirs });
      const again = mergeEnvExampleVersions(merged);
      return again?.kind === 'conflict' && again.ours === merged.ours && again.reasons.length === merged.reasons.length;
    }),
    { numRuns: 300 },
  );
});

test('arbitrary text never throws', () => {
  const any = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('A', '=', '#', ' ', '\n', '\r\n') }), text);
  fc.assert(
    fc.property(any, any, any, (base, ours, theirs) => {
      merge(base, ours, theirs);
      sameMeaningEnvExample(base, { base, ours, theirs });
    }),
  );
});
