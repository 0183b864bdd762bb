import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { ask } from '../../src/questions/ask.ts';
import type { Question } from '../../src/questions/types.ts';

const colour: Question = {
  key: 'colour',
  message: 'Which colour?',
  fallback: 'green',
  because: 'It is easy on the eyes.',
  options: (so) =>
    so.light === 'dark'
      ? [{ value: 'black', label: 'Black' }]
      : [
          { value: 'red', label: 'Red', hint: 'Costs attention. Buys attention.' },
          { value: 'green', label: 'Green', hint: 'Costs nothing. Buys calm.' },
        ],
};

const size: Question = {
  key: 'size',
  message: 'How large?',
  placeholder: '10',
  problem: (text) => (/^\d+$/.test(text) ? undefined : 'Not a number.'),
};

const keys = { enter: '\r', down: '\u001b[B', up: '\u001b[A', ctrlC: '\u0003' };

/** Asks on streams; each key is pressed when the screen has changed since the last one. */
async function askWith(questions: readonly Question[], so: Record<string, string>, pressed: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = '';
  const waiting = [...pressed];
  output.on('data', (data) => {
    screen += stripVTControlCharacters(String(data));
    // The question reads when it has been drawn.
    setImmediate(() => {
      const key = waiting.shift();
      if (key !== undefined) input.write(key);
    });
  });
  const answered = await ask(questions, so, { input, output }).then(
    (answers) => ({ answers, error: undefined }),
    (error) => ({ answers: undefined, error }),
  );
  return { ...answered, screen };
}

test('Enter takes the fallback, the arrows another one', async () => {
  expect((await askWith([colour], {}, ['', keys.enter])).answers).toEqual({ colour: 'green' });
  expect((await askWith([colour], {}, ['', keys.up, keys.enter])).answers).toEqual({ colour: 'red' });
});

test('the line under each choice is there without moving to it', async () => {
  const { screen } = await askWith([colour], {}, ['', keys.enter]);
  expect(screen).toContain('Costs attention. Buys attention.');
  expect(screen).toContain('Costs nothing. Buys calm.');
});

test('“not sure” takes the fallback and says why', async () => {
  const { answers, screen } = await askWith([colour], {}, ['', keys.down, keys.enter]);
  expect(answers).toEqual({ colour: 'green' });
  expect(screen).toContain('green: It is easy on the eyes.');
});

test('a question with one valid answer is shown and not asked', async () => {
  const { answers, screen } = await askWith([colour], { light: 'dark' }, []);
  expect(answers).toEqual({ light: 'dark', colour: 'black' });
  expect(screen).toContain('Black (the only one that is left)');
});

test('what is known is not asked, and what was not asked for is not shown', async () => {
  const { answers, screen } = await askWith(
    [colour, { ...colour, key: 'other', asked: () => false }],
    { colour: 'red' },
    [],
  );
  expect(answers).toEqual({ colour: 'red' });
  expect(screen).not.toContain('Which colour?');
});

test('typing nothing takes the example', async () => {
  expect((await askWith([size], {}, ['', keys.enter])).answers).toEqual({ size: '10' });
});

test('Ctrl-C and the end of the input cancel', async () => {
  expect((await askWith([colour], {}, ['', keys.ctrlC])).error).toMatchObject({ code: 'cancelled' });
  const input = new PassThrough();
  const asked = ask([size], {}, { input, output: new PassThrough() });
  input.end();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
});

test('what a choice costs and buys keeps its indent on every line, in a narrow terminal too', async () => {
  const long =
    'Costs one table, one stream and two functions. Buys the first job that can fail without a user noticing.';
  const question: Question = {
    ...colour,
    options: () => [0, 1].map((n) => ({ value: `${n}`, label: 'One', hint: long })),
  };
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 40 });
  let screen = '';
  output.on('data', (data) => {
    if (screen === '') setImmediate(() => input.write(keys.enter));
    screen += stripVTControlCharacters(String(data));
  });
  await ask([question], {}, { input, output });
  const lines = screen.split('\n').filter((line) => /table|stream|functions|first|noticing/.test(line));
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(line).toMatch(/^│ {6,}\S/);
});
