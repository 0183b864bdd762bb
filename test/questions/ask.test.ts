import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { ask } from '../../src/questions/ask.ts';
import { axisQuestions } from '../../src/questions/axis-questions.ts';
import { isChoice, type Question } from '../../src/questions/types.ts';
import type { Review } from '../../src/questions/walk.ts';

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
async function askWith(
  questions: readonly Question[],
  so: Record<string, string>,
  pressed: readonly string[],
  { review, columns = 80 }: { review?: Review; columns?: number } = {},
) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns, rows: 60 });
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
  const answered = await ask(questions, so, { input, output }, review).then(
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

test('“not sure” says what it takes and why, once', async () => {
  const { answers, screen } = await askWith([colour], {}, ['', keys.down, keys.enter]);
  expect(answers).toEqual({ colour: 'green' });
  const asked = screen.slice(0, screen.indexOf('└'));
  expect(asked).toContain('Not sure: take green');
  expect(asked.split('It is easy on the eyes.')).toHaveLength(2);
  expect(screen.slice(screen.lastIndexOf('◇'))).toContain('It is easy on the eyes.');
});

test('a question with one valid answer is neither asked nor shown, and answered', async () => {
  const { answers, screen } = await askWith([colour], { light: 'dark' }, []);
  expect(answers).toEqual({ light: 'dark', colour: 'black' });
  expect(screen).not.toContain('Which colour?');
  expect(screen).not.toContain('Black');
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

/** Options that are there for every answer before. */
const shape: Question = {
  key: 'shape',
  message: 'Which shape?',
  fallback: 'round',
  because: 'It rolls.',
  options: ({ colour: chosen }) => [
    ...(chosen === 'red' ? [] : [{ value: 'round', label: 'Round' }]),
    { value: 'square', label: 'Square' },
    { value: 'flat', label: 'Flat' },
  ],
};

describe('back', () => {
  const presses = (...pressed: string[]) => ['', ...pressed];
  /** Presses down to the last choice, which is the way back. */
  const goBack = (from: number) => [...Array<string>(from).fill(keys.down), keys.enter];

  test('goes to the question before, with the answer that it had', async () => {
    const { answers, screen } = await askWith(
      [colour, shape],
      {},
      presses(keys.up, keys.enter, ...goBack(3), keys.enter, keys.enter),
    );
    // Red again with Enter alone: it is marked.
    expect(answers).toEqual({ colour: 'red', shape: 'square' });
    expect(screen.split('◆  Which colour?').length).toBeGreaterThan(2);
  });

  test('goes back several questions, which are then asked again', async () => {
    const { answers } = await askWith(
      [size, colour, shape],
      {},
      presses(
        '7',
        keys.enter,
        keys.enter,
        ...goBack(4),
        ...goBack(2),
        '8',
        keys.enter,
        keys.up,
        keys.enter,
        keys.enter,
      ),
    );
    expect(answers).toEqual({ size: '8', colour: 'red', shape: 'square' });
  });

  test('is not offered where nothing was asked before', async () => {
    const { screen } = await askWith([colour, shape], { colour: 'red' }, ['', keys.enter]);
    expect(screen).toContain('Which shape?');
    expect(screen).not.toContain('Back to');
  });
});

describe('the review', () => {
  const review: Review = async ({ colour: chosen }) => [
    { text: `12 files, all of them ${chosen}.` },
    { text: 'The same answers again:' },
    { command: `npm start -- ../my-shop --colour ${chosen} --shape square --and-another flag --and-one-more flag` },
  ];

  test('shows every answer, given or asked, and what they come to; Enter goes on', async () => {
    const { answers, screen } = await askWith(
      [size, colour, shape],
      { size: '7' },
      ['', keys.enter, keys.enter, keys.enter],
      {
        review,
      },
    );
    expect(answers).toEqual({ size: '7', colour: 'green', shape: 'round' });
    for (const line of ['size    7', 'colour  green', 'shape   round', '12 files, all of them green.'])
      expect(screen).toContain(`│  ${line}\n`);
    expect(screen).toContain(
      '│  npm start -- ../my-shop --colour green --shape square --and-another flag \\\n│    --and-one-more flag\n',
    );
    expect(screen.indexOf('12 files')).toBeLessThan(screen.indexOf('Nothing is written yet'));
  });

  test('an answer is changed, what still goes with it stays, and what does not is asked again', async () => {
    // Colour is the second of the changes; then red, with which nothing is round.
    const toColour = [keys.down, keys.down, keys.enter];
    const first = ['', '3', keys.enter, keys.enter, keys.enter];
    const { answers, screen } = await askWith(
      [size, colour, shape],
      {},
      [...first, ...toColour, keys.up, keys.enter, keys.down, keys.enter, keys.enter],
      { review },
    );
    expect(answers).toEqual({ size: '3', colour: 'red', shape: 'flat' });
    expect(screen).toContain('all of them green.');
    expect(screen).toContain('all of them red.');
  });

  test('a flag’s answer can be changed too', async () => {
    const { answers } = await askWith(
      [size, colour],
      { colour: 'red' },
      ['', '3', keys.enter, keys.down, keys.down, keys.enter, keys.down, keys.enter, keys.enter],
      { review },
    );
    expect(answers).toEqual({ size: '3', colour: 'green' });
  });

  test('Ctrl-C there cancels', async () => {
    const { error } = await askWith([colour], {}, ['', keys.enter, keys.ctrlC], { review });
    expect(error).toMatchObject({ code: 'cancelled' });
  });
});

describe.each([60, 80, 120])('in %i columns', (columns) => {
  // As in a terminal: the signs for colours are what once made the prompt wrap our lines again.
  test.each(axisQuestions().map((question) => [question.key, question] as const))(
    'every text of the question %s is wrapped once',
    async (_, question) => {
      vi.stubEnv('FORCE_COLOR', '1');
      const twice = (value: string, label: string) => ({ value, label });
      const options = question.options({});
      // One that would not be asked is shown as well.
      const asked =
        options.length > 1 ? question : { ...question, options: () => [...options, twice('other', 'Other')] };
      const { screen } = await askWith([size, asked], {}, ['', keys.enter, keys.enter], { columns });
      vi.unstubAllEnvs();
      const at = screen.indexOf(`◆  ${question.message.slice(0, 20)}`);
      const frame = screen.slice(at, screen.indexOf('└', at)).split('\n').slice(0, -1);
      for (const line of frame) expect(line.length, line).toBeLessThanOrEqual(columns);
      const texts = options.flatMap(({ label, hint = '' }) => `${label} ${hint}`.trim());
      const words = frame.map((line) => line.replace(/^[│◆] {2}(?:[○●] )?\s*/, '')).join(' ');
      for (const text of [question.message, question.because, ...texts]) expect(words).toContain(text);
      // A line that goes on with a text has its indent: 4 for a label, 6 for what it costs.
      const body = frame.slice(frame.findIndex((line) => /[○●]/.test(line)));
      for (const line of body) expect(line).toMatch(/^│ {2}[○●] \S|^│ {4}\S|^│ {6}\S/);
      // Lines are full: a word more would not have found room beside the frame.
      expect(body.filter((line) => line.length < 20 && !/[○●]/.test(line)).length).toBeLessThanOrEqual(
        options.length + 1,
      );
    },
  );

  test('no question has signs of Markdown, or a reason that another one has too', () => {
    const questions = axisQuestions();
    const reasons = questions.map(({ because }) => because);
    expect(new Set(reasons).size).toBe(reasons.length);
    for (const question of questions) {
      const options = isChoice(question) ? question.options({}) : [];
      for (const text of [
        question.message,
        question.because,
        ...options.flatMap(({ label, hint }) => [label, hint ?? '']),
      ])
        expect(text).not.toMatch(/[*_`]/);
      for (const { hint } of options) expect(hint).not.toBe(question.because);
    }
  });
});
