import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeYaml, sameMeaningYaml } from '../../../src/tree/three-way/yaml.ts';
import { fc } from '../../laws.ts';
import { jsonObject } from './json-texts.ts';
import { writeYaml, yamlStyle } from './yaml-texts.ts';

const text = fc.tuple(jsonObject, yamlStyle).map(([value, style]) => writeYaml(value, style));

test('who alone changed the text gets it byte for byte', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(mergeYaml({ base: a, ours: a, theirs: b })).toEqual({ kind: 'clean', text: b, notes: [] });
      expect(mergeYaml({ base: a, ours: b, theirs: a })).toEqual({ kind: 'clean', text: b, notes: [] });
      expect(mergeYaml({ base: a, ours: b, theirs: b })).toEqual({ kind: 'clean', text: b, notes: [] });
    }),
  );
});

test('any three texts can be merged, or conflict in texts that can be read', () => {
  fc.assert(
    fc.property(text, text, text, (base, ours, theirs) => {
      const merged = mergeYaml({ base, ours, theirs });
      if (merged === undefined) throw new Error('not merged');
      if (merged.kind === 'clean') return sameMeaningYaml(merged.text, { base, ours, theirs });
      // Merging the three texts again finds the same conflicts and nothing else to do.
      const again = mergeYaml(merged);
      return again?.kind === 'conflict' && again.ours === merged.ours && again.reasons.join() === merged.reasons.join();
    }),
    { numRuns: 300 },
  );
});

test('what the user wrote around the change of the template stays', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, yamlStyle, yamlStyle, (mine, yours, style, other) => {
      const base = writeYaml({ mine: 1, yours: 2 }, other);
      const ours = writeYaml({ mine, added: ['a', mine], yours: 2 }, { ...style, comments: style.comments && 'user' });
      const theirs = writeYaml({ mine: 1, yours, fresh: yours }, { ...other, comments: other.comments && 'theirs' });
      const merged = mergeYaml({ base, ours, theirs });
      if (merged?.kind !== 'clean') throw new Error(`not clean: ${JSON.stringify(merged)}`);
      expect(parse(merged.text)).toEqual(parse(JSON.stringify({ mine, added: ['a', mine], yours, fresh: yours })));
      const lines = merged.text.split('\n').map((line) => line.trim());
      for (const line of ours.split('\n')) if (!/^\uFEFF?"?yours/.test(line)) expect(lines).toContain(line.trim());
    }),
  );
});

test('no comment of the user is lost, whatever the template does', () => {
  const ours = fc
    .tuple(jsonObject, yamlStyle)
    .map(([value, style]) => writeYaml(value, { ...style, comments: 'user' }));
  fc.assert(
    fc.property(text, ours, text, (base, ours, theirs) => {
      const merged = mergeYaml({ base, ours, theirs });
      const result = merged?.kind === 'clean' ? merged.text : (merged?.ours ?? '');
      for (const [comment] of ours.matchAll(/# user .*/g)) expect(result).toContain(comment.trim());
    }),
    { numRuns: 300 },
  );
});

test('arbitrary text never throws', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '# c',
    '&x ',
    '*x',
    '!T ',
    '|',
    '"',
    "'",
    '? ',
    '---\n',
    '<<',
    '\t',
    '\r\n',
  );
  const any = fc.oneof(fc.string(), fc.string({ unit: piece, maxLength: 30 }), text);
  fc.assert(
    fc.property(any, any, any, (base, ours, theirs) => {
      mergeYaml({ base, ours, theirs });
      sameMeaningYaml(base, { base, ours, theirs });
    }),
    { numRuns: 300 },
  );
  expect(mergeYaml({ base: 'a: 1', ours: '['.repeat(20_000), theirs: 'a: 2' })).toBeUndefined();
});
