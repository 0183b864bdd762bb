import { expect, test } from 'vitest';
import { quoted } from '../../src/repo/shell.ts';
import { runProgram, scratchFolder } from '../e2e/tool.ts';
import { fc } from '../laws.ts';

test('plain words stay plain', () => {
  expect(quoted('../my-shop')).toBe('../my-shop');
  expect(quoted('C:\\shops\\one', 'win32')).toBe('C:\\shops\\one');
  expect(quoted('my shop', 'win32')).toBe('"my shop"');
});

test('a path is no flag to the program that takes it', () => {
  expect(quoted('-shops/one')).toBe('./-shops/one');
  expect(quoted('-my shops', 'linux')).toBe("'./-my shops'");
  expect(quoted('../-shops')).toBe('../-shops');
});

test('a shell takes any quoted word as one, and reads nothing in it', async () => {
  const cwd = scratchFolder();
  const words = [
    '~',
    '~root',
    '=ls',
    '',
    ...fc.sample(fc.string({ unit: fc.constantFrom(...'ab $`\'"\\;&|*?()<>~#!\n\t') }), 60),
  ];
  const { stdout } = await runProgram(
    'sh',
    ['-c', words.map((word) => `printf '%s\\0' ${quoted(word, 'linux')}`).join('\n')],
    { cwd },
  );
  expect(stdout.split('\0').slice(0, -1)).toEqual(words);
});
