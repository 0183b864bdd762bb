import { expect, test } from 'vitest';
import { commandLines, inLines } from '../../src/questions/wrap.ts';
import { fc } from '../laws.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 40 });

test('lines are as long as they can be, no longer, and have every word once', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 10, max: 60 }), (all, width) => {
      const lines = inLines(all.join(' '), width);
      expect(lines.join(' ')).toBe(all.join(' '));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      for (const [i, line] of lines.slice(1).entries())
        expect(`${lines[i]} ${line.split(' ')[0]}`.length).toBeGreaterThan(width);
    }),
  );
});

test('a word that is too long stands alone', () =>
  expect(inLines('a abcdefghijk b', 5)).toEqual(['a', 'abcdefghijk', 'b']));

test('a command goes on as a shell goes on, and keeps a flag beside its value', () => {
  const command = "npm start -- '../my shop' --start legacy --stage glue -y";
  const lines = commandLines(command, 34, 'linux');
  expect(lines).toEqual(["npm start -- '../my shop' \\", '  --start legacy --stage glue -y']);
  expect(lines.join('\n').replace(/ \\\n +/g, ' ')).toBe(command);
  expect(commandLines(command, 34, 'win32')).toEqual([command]);
});
