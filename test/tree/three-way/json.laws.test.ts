import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { mergeJson, sameMeaningJson } from '../../../src/tree/three-way/json.ts';
import { fc } from '../../laws.ts';
import { jsonObject, jsonStyle, writeJson } from './json-texts.ts';

const text = fc.tuple(jsonObject, jsonStyle).map(([value, style]) => writeJson(value, style));

test('who alone changed the text gets it byte for byte', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(mergeJson({ base: a, ours: a, theirs: b })).toEqual({ kind: 'clean', text: b, notes: [] });
      expect(mergeJson({ base: a, ours: b, theirs: a })).toEqual({ kind: 'clean', text: b, notes: [] });
      expect(mergeJson({ base: a, ours: b, theirs: b })).toEqual({ kind: 'clean', text: b, notes: [] });
    }),
  );
});

test('any three texts can be merged, or conflict in texts that can be read', () => {
  fc.assert(
    fc.property(text, text, text, (base, ours, theirs) => {
      const merged = mergeJson({ base, ours, theirs });
      if (merged === undefined) throw new Error('not merged');
      if (merged.kind === 'clean') return sameMeaningJson(merged.text, { base, ours, theirs });
      // Merging the three texts again finds the same conflicts and nothing else to do.
      const again = mergeJson(merged);
      return again?.kind === 'conflict' && again.ours === merged.ours && again.reasons.join() === merged.reasons.join();
    }),
    { numRuns: 300 },
  );
});

test('what the user wrote around the change of the template stays', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, jsonStyle, jsonStyle, (mine, yours, style, other) => {
      const base = writeJson({ mine: 1, yours: 2 }, other);
      const ours = writeJson({ mine, added: [mine], yours: 2 }, { ...style, comments: style.comments && 'user' });
      const theirs = writeJson({ mine: 1, yours, fresh: yours }, { ...other, comments: other.comments && 'theirs' });
      const merged = mergeJson({ base, ours, theirs });
      if (merged?.kind !== 'clean') throw new Error(`not clean: ${JSON.stringify(merged)}`);
      expect(parse(merged.text.replace('\uFEFF', ''))).toEqual(
        parse(JSON.stringify({ mine, added: [mine], yours, fresh: yours })),
      );
      const comments = (source: string) => source.split(/\r?\n/).filter((line) => line.includes('// user'));
      expect(comments(merged.text)).toHaveLength(comments(ours).length);
    }),
  );
});

test('no comment of the user is lost, whatever the template does', () => {
  const ours = fc
    .tuple(jsonObject, jsonStyle)
    .map(([value, style]) => writeJson(value, { ...style, comments: 'user' }));
  fc.assert(
    fc.property(text, ours, text, (base, ours, theirs) => {
      const merged = mergeJson({ base, ours, theirs });
      const result = merged?.kind === 'clean' ? merged.text : (merged?.ours ?? '');
      for (const [comment] of ours.matchAll(/\/\/ user .*/g)) expect(result).toContain(comment.trim());
    }),
    { numRuns: 300 },
  );
});

test('arbitrary text never throws', () => {
  const any = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '//', '\n', '/*', '*/') }),
    text,
  );
  fc.assert(
    fc.property(any, any, any, (base, ours, theirs) => {
      mergeJson({ base, ours, theirs });
      sameMeaningJson(base, { base, ours, theirs });
    }),
    { numRuns: 300 },
  );
  expect(mergeJson({ base: '{}', ours: '['.repeat(100_000), theirs: '{}' })).toBeUndefined();
});
