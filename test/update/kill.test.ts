import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fc } from '../laws.ts';
import { bundle } from './bundle.ts';
import * as engine from './engine.ts';
import { differing, type Files, isSame } from './files.ts';
import { type History, history } from './history.ts';
import { freshRepo, requestFor, type Template } from './scene.ts';
import { gitEnvironment } from './stories.ts';
import { firstTemplate, nextTemplate } from './template.ts';
import { editAsUser } from './user.ts';
import { type Snapshot, World } from './world.ts';

const seed = 42;
const world = new World();
const folder = mkdtempSync(join(tmpdir(), 'csw-kill-'));
const storyFile = join(folder, 'story.json');
let program: Awaited<ReturnType<typeof bundle>>;
let before: Files;
let old: Snapshot;
let done: Snapshot;

beforeAll(async () => {
  program = await bundle('one-update');
  const story = await aBusyHistory();
  writeFileSync(storyFile, JSON.stringify(story));
  before = beginning(story).before;
  world.put(before, false);
  old = world.look();
  expect(await start().ended).toBe('done');
  done = world.look();
  expect(differing(old.disk, done.disk).length).toBeGreaterThan(4);
});

afterAll(() => {
  world.remove();
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The moments that can be seen from outside. */
const moments: readonly (readonly [string, () => boolean])[] = [
  ['its journal is being written', () => existsSync(`${journal()}.${child?.pid}`)],
  ['its journal stands', () => existsSync(join(journal(), 'journal.json'))],
  ['it has the index', () => existsSync(join(world.gitDir, 'index.lock'))],
  ['its result is stored', () => existsSync(join(world.gitDir, 'refs/workshop/update-root'))],
  ['its own index is there', () => existsSync(join(journal(), 'index'))],
  ['git writes', () => existsSync(join(journal(), 'index.lock'))],
  ['the first file changed', () => changedFiles() >= 1],
  ['three files changed', () => changedFiles() >= 3],
  ['all files changed', () => changedFiles() === differing(old.disk, done.disk).length],
  ['the index is the new one', () => !readFileSync(join(world.gitDir, 'index')).equals(oldIndex)],
  ['it says that it is done', () => phase() === 'applied'],
];
let hitInTheMiddle = 0;
let child: ChildProcess | undefined;
let oldIndex: Buffer = Buffer.alloc(0);

test.each(moments)('kill -9 when %s: it is the old state or the new one', async (_, seen) => {
  putBack();
  const { ended } = start();
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over && !seen()) await setImmediate();
  child?.kill('SIGKILL');
  await ended;
  if (!isOldOrNew()) hitInTheMiddle += 1;
  await expectOldOrNew();
});

// The control: without what settles it, at least one of these kills would have left something else.
test('the kills hit an update in the middle', () => {
  expect(hitInTheMiddle).toBeGreaterThan(0);
});

test('the next update removes the folder of one that was killed while it wrote its journal', async () => {
  putBack();
  const { ended } = start('update', 0);
  await ended;
  const left = `${journal()}.${child?.pid}`;
  mkdirSync(left, { recursive: true });
  expect(await start().ended).toBe('done');
  expect(existsSync(left)).toBe(false);
});

test('kill -9 after any number of turns: it is the old state or the new one', { timeout: 300_000 }, async () => {
  const states = new Set<string>();
  for (let n = 0; n < 29; n += 1) {
    putBack();
    // More turns each time, up to more than an update takes: small steps first, where most happens.
    await start('update', Math.floor(1.45 ** n)).ended;
    states.add(await expectOldOrNew());
  }
  expect([...states]).toContain('undone');
});

test('kill -9 of an abort after any number of turns: it is the old state or the new one', {
  timeout: 300_000,
}, async () => {
  const states = new Set<string>();
  for (let n = 0; n < 14; n += 1) {
    putBack();
    expect(await start().ended).toBe('done');
    await start('abort', Math.floor(2.1 ** n)).ended;
    states.add(await expectOldOrNew());
  }
  expect(states.size).toBeGreaterThan(1);
});

test('of two updates at once one runs and the other is refused', async () => {
  for (let n = 0; n < 3; n += 1) {
    putBack();
    const ended = await Promise.all([start().ended, start().ended]);
    expect(ended.sort()).toEqual(['done', 'refused']);
    expectSame(world.look(), done);
  }
});

function start(job: 'update' | 'abort' = 'update', turns?: number): { ended: Promise<string> } {
  const args = [job, world.root, storyFile, ...(turns === undefined ? [] : [String(turns)])];
  const started = spawn(process.execPath, [program.file, ...args], {
    env: gitEnvironment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  let said = '';
  started.stdout.on('data', (part: Buffer) => {
    said += part;
  });
  // Not "close": a git that outlives its parent would hold the pipe.
  return { ended: new Promise((resolve) => started.on('exit', () => resolve(said))) };
}

function putBack(): void {
  world.put(before, false);
  oldIndex = readFileSync(join(world.gitDir, 'index'));
}

/** Settles what a killed update has left, and answers what that came to. */
async function expectOldOrNew(): Promise<string> {
  const repository = await engine.findRepository(world.root);
  const recovered = await engine.recover(repository);
  if (recovered.state === 'open') {
    expectSame(world.look(), done);
    await engine.abort(repository, recovered.journal, recovered.states);
  }
  expectSame(world.look(), old);
  const left = [...world.insides().keys()].filter((path) => path.startsWith('create-serverless-workshop/update-root/'));
  expect(left).toEqual([]);
  return recovered.state;
}

function expectSame(now: Snapshot, wanted: Snapshot): void {
  expect(differing(now.disk, wanted.disk)).toEqual([]);
  expect(now.index).toEqual(wanted.index);
  expect([...now.refs.keys()]).toEqual([...wanted.refs.keys()]);
}

/** Whether the disk and the index are whole, before anything settles what the killed update left. */
function isOldOrNew(): boolean {
  try {
    const now = world.look();
    return [old, done].some((state) => differing(state.disk, now.disk).length === 0 && sameIndex(state, now));
  } catch (error) {
    // The git that the update had started outlives it, and moves files while they are looked at.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function sameIndex(a: Snapshot, b: Snapshot): boolean {
  return a.index.join('\n') === b.index.join('\n');
}

function journal(): string {
  return join(world.gitDir, 'create-serverless-workshop/update-root');
}

function phase(): string | undefined {
  try {
    return JSON.parse(readFileSync(join(journal(), 'journal.json'), 'utf8')).phase;
  } catch {
    return undefined;
  }
}

function changedFiles(): number {
  try {
    const disk = world.disk();
    return [...old.disk].filter(([path, file]) => !isSame(file, disk.get(path))).length;
  } catch {
    // A file went while it was looked at.
    return 0;
  }
}

function beginning(story: History): { before: Files; to: Template } {
  const from = { tree: firstTemplate(story), version: '1.0.0' };
  const to = { tree: nextTemplate(from.tree, story.first.template, 2), version: '2.0.0' };
  return { before: editAsUser(freshRepo(from), story.first.user), to };
}

/** A history with a conflict, a new file, one that goes and one that moves. */
async function aBusyHistory(): Promise<History> {
  for (const story of fc.sample(history, { seed, numRuns: 500 })) {
    const { before, to } = beginning(story);
    if (story.first.template.length < 5 || story.first.user.length < 3) continue;
    world.put(before, false);
    const repository = await engine.findRepository(world.root);
    const prepared = await engine.prepare(requestFor(to, { repository })).catch(() => undefined);
    const fates = new Set(prepared?.plan.steps.map(({ fate }) => fate));
    if (['conflict', 'added', 'deleted', 'updated'].every((fate) => fates.has(fate as 'added'))) return story;
  }
  throw new Error('No history has all of it.');
}
