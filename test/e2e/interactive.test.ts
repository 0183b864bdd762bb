import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keys, openTerminal } from './terminal.ts';
import { scratchFolder } from './tool.ts';

const still = ['--no-install', '--no-git'];

const review = 'Nothing is written yet. Is this right?';

/** The questions that have more than one valid answer today, in their order, and a part of what the screen shows for each; the review stands at the end. */
const questions = [
  { shows: 'Where should the repo be?' },
  { shows: 'What do you start from?' },
  { shows: 'How far along the path should the repo be?' },
  { shows: 'Where should new functions keep their state?' },
  { shows: 'Where do traces go?' },
  { shows: review },
] as const;

test('all questions, in order; Enter takes the defaults', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(still, cwd);
  for (const { shows } of questions) {
    await terminal.sees(shows);
    terminal.press(keys.enter);
  }
  expect(await terminal.ends()).toBe(0);
  const places = questions.map(({ shows }) => terminal.screen().indexOf(shows));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(answersIn(cwd, 'my-shop')).toMatchObject({
    start: 'legacy',
    stage: 'glue',
    database: 'postgres',
    telemetry: 'otlp',
  });
});

test('under every choice stands what it costs and buys, in words for newcomers', async () => {
  const terminal = openTerminal(still, scratchFolder());
  await terminal.sees(questions[0].shows);
  terminal.press('my-shop', keys.enter);
  await terminal.sees('Not sure');
  expect(terminal.screen()).toContain('a sample ten-year-old shop to practise on; your own app is not touched');
  expect(terminal.screen().match(/Costs .* Buys /g)?.length).toBeGreaterThanOrEqual(2);
  terminal.press(keys.enter);
  await terminal.sees('Not sure');
  expect(terminal.screen()).toContain('changes nothing');
  expect(terminal.screen()).toContain('adds an outbox and one function; start with glue');
  terminal.press(keys.ctrlC);
  expect(await terminal.ends()).toBe(130);
});

test('“not sure” takes the fallback and says why', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--telemetry', 'otlp', ...still],
    cwd,
  );
  await terminal.sees('Not sure');
  terminal.press(keys.down, keys.down, keys.enter);
  await terminal.sees(review);
  terminal.press(keys.enter);
  expect(await terminal.ends()).toBe(0);
  expect(terminal.screen()).toContain('Not sure: take serverful');
  expect(answersIn(cwd, 'my-shop').database).toBe('postgres');
});

test('a question with one valid answer is not asked; the review has its answer', async () => {
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--database', 'postgres', ...still],
    scratchFolder(),
  );
  await terminal.sees('Where do traces go?');
  terminal.press(keys.down, keys.enter);
  await terminal.sees(review);
  for (const question of ['Which engine?', 'What if a whole region fails?', 'How is a function packed?'])
    expect(terminal.screen()).not.toContain(question);
  for (const answer of [/failover +none/, /packaging +zip/, /telemetry +cloudwatch/])
    expect(terminal.screen()).toMatch(answer);
  terminal.press(keys.enter);
  expect(await terminal.ends()).toBe(0);
});

test('the review tells files, size, idle cost and the command before a byte is written; an answer can be changed there', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--database', 'postgres', ...still],
    cwd,
  );
  await terminal.sees('Where do traces go?');
  terminal.press(keys.enter);
  await terminal.sees(review);
  expect(readdirSync(cwd)).toEqual([]);
  const [, files] = /(\d+) files, \d+ KB, in my-shop\./.exec(terminal.screen()) ?? [];
  expect(terminal.screen()).toMatch(/idle: about \d+ USD a month/);
  expect(terminal.screen().replace(/ \\\n│ +/g, ' ')).toContain(
    'my-shop --start legacy --stage glue --database postgres ',
  );
  // The stage is the third that can be changed: target, start, stage.
  terminal.press(keys.down, keys.down, keys.down, keys.enter);
  await terminal.sees('How far along the path should the repo be?');
  terminal.press(keys.up, keys.enter);
  await terminal.sees(review);
  expect(terminal.screen()).toMatch(/stage +observe/);
  terminal.press(keys.enter);
  expect(await terminal.ends()).toBe(0);
  expect(answersIn(cwd, 'my-shop')).toMatchObject({ stage: 'observe', telemetry: 'otlp' });
  const [first, second] = [...terminal.screen().matchAll(/(\d+) files, \d+ KB, in my-shop\./g)].map(
    ([, count]) => count,
  );
  expect(first).toBe(files);
  expect(terminal.screen()).toMatch(new RegExp(`\\n${second} files, \\d+ KB, in my-shop`));
});

test('the serverless style leaves the serverless engine, and three changes at once are warned of', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--telemetry', 'otlp', ...still],
    cwd,
  );
  await terminal.sees('Where should new functions keep their state?');
  terminal.press(keys.down, keys.enter);
  await terminal.sees('three big things at once');
  await terminal.sees(review);
  expect(terminal.screen()).toMatch(/database +dynamodb/);
  terminal.press(keys.enter);
  expect(await terminal.ends()).toBe(0);
  expect(answersIn(cwd, 'my-shop').database).toBe('dynamodb');
});

test('a name that cannot be is said at the prompt, and can be mended there', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(still, cwd);
  await terminal.sees(questions[0].shows);
  terminal.press('My Shop', keys.enter);
  await terminal.sees('contains a blank');
  terminal.press(...'\u007f'.repeat(7), 'your-shop', keys.enter);
  await terminal.sees(questions[1].shows);
  terminal.press(keys.ctrlC);
  expect(await terminal.ends()).toBe(130);
});

describe('Ctrl-C at every question: 130, and nothing on disk', () => {
  test.each(questions.map(({ shows }, at) => [shows, at] as const))('%s', async (_shows, at) => {
    const cwd = scratchFolder();
    const terminal = openTerminal(still, cwd);
    for (const { shows } of questions.slice(0, at)) {
      await terminal.sees(shows);
      terminal.press(keys.enter);
    }
    await terminal.sees(questions[at]?.shows ?? '');
    terminal.press(keys.ctrlC);
    expect(await terminal.ends()).toBe(130);
    expect(terminal.screen()).toContain('Cancelled. Nothing was written.');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test.each([
  ['typing', still, questions[0].shows],
  ['choosing', ['my-shop', ...still], questions[1].shows],
])('the end of the input cancels too, instead of waiting for ever: while %s', async (_while, args, shows) => {
  const cwd = scratchFolder();
  const terminal = openTerminal(args, cwd);
  await terminal.sees(shows);
  terminal.press(keys.ctrlD);
  expect(await terminal.ends()).toBe(130);
  expect(readdirSync(cwd)).toEqual([]);
});

test('a target that cannot be is refused before the first question', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'my-shop/full'), { recursive: true });
  const terminal = openTerminal(['my-shop', ...still], cwd);
  expect(await terminal.ends()).toBe(3);
  expect(terminal.screen()).toContain('is not empty');
  expect(terminal.screen()).not.toContain('What do you start from?');
});

test('--json never asks, even in a terminal', async () => {
  const terminal = openTerminal(['my-shop', '--json', ...still], scratchFolder());
  expect(await terminal.ends()).toBe(3);
  expect(terminal.screen()).toContain('"ok":false');
});

function answersIn(cwd: string, name: string): Record<string, string> {
  return JSON.parse(readFileSync(join(cwd, name, 'workshop.json'), 'utf8')).answers;
}
