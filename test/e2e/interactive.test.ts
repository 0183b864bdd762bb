import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keys, openTerminal } from './terminal.ts';
import { scratchFolder } from './tool.ts';

const still = ['--no-install', '--no-git'];

/** The questions in their order, and a part of what the screen shows for each. `asked`: more than one answer is valid today. */
const questions = [
  { shows: 'Where should the repo be?', asked: true },
  { shows: 'What do you start from?', asked: true },
  { shows: 'How far along the path should the repo be?', asked: true },
  { shows: 'Where should *new functions* keep state? A legacy monolith keeps its own.', asked: true },
  { shows: 'Which engine?', asked: false },
  { shows: 'What if a whole region fails?', asked: false },
  { shows: 'Where will the functions run?', asked: false },
  { shows: 'Where do traces go?', asked: true },
  { shows: 'How is a function packed?', asked: false },
  { shows: 'What is the repo for?', asked: false },
] as const;

test('all questions, in order; Enter takes the defaults', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(still, cwd);
  for (const { shows, asked } of questions) {
    if (!asked) continue;
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
  expect(terminal.screen()).toContain('a *sample* ten-year-old shop to practise on; your own app is not touched');
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
  await terminal.sees('serverful: SQL and transactions are what most teams know.');
  expect(await terminal.ends()).toBe(0);
  expect(answersIn(cwd, 'my-shop').database).toBe('postgres');
});

test('a question with one valid answer is shown, not asked', async () => {
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--database', 'postgres', ...still],
    scratchFolder(),
  );
  await terminal.sees('Where do traces go?');
  expect(terminal.screen()).toMatch(
    /What if a whole region fails\?[^◆]*backups and redeploy \(the only one that is left\)/,
  );
  expect(terminal.screen()).not.toContain('Which engine?');
  terminal.press(keys.down, keys.enter);
  expect(await terminal.ends()).toBe(0);
});

test('the serverless style leaves the serverless engine, and three changes at once are warned of', async () => {
  const cwd = scratchFolder();
  const terminal = openTerminal(
    ['my-shop', '--start', 'legacy', '--stage', 'glue', '--telemetry', 'otlp', ...still],
    cwd,
  );
  await terminal.sees('Where should *new functions* keep state?');
  terminal.press(keys.down, keys.enter);
  await terminal.sees(/Which engine\?[^◆]*DynamoDB/);
  await terminal.sees('three big things at once');
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
  const asked = questions.filter((question) => question.asked);
  test.each(asked.map(({ shows }, at) => [shows, at] as const))('%s', async (_shows, at) => {
    const cwd = scratchFolder();
    const terminal = openTerminal(still, cwd);
    for (const { shows } of asked.slice(0, at)) {
      await terminal.sees(shows);
      terminal.press(keys.enter);
    }
    await terminal.sees(asked[at]?.shows ?? '');
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
