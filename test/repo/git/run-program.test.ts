import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runProgram } from '../../../src/repo/git/run-program.ts';
import { lives } from '../../../src/repo/process.ts';
import { root } from '../../e2e/tool.ts';

const here = { cwd: root };

test('the environment is the one that was given, and no more', async () => {
  const program = 'console.log(JSON.stringify(Object.keys(process.env)))';
  const { stdout, exitCode } = await runProgram(process.execPath, ['-e', program], { ...here, env: { MINE: '1' } });
  expect(JSON.parse(stdout)).toEqual(['MINE']);
  expect(exitCode).toBe(0);
});

test('how it ended is the answer: a code, a signal, or that it is not there', async () => {
  const ends = (program: string) => runProgram(process.execPath, ['-e', program], here);
  expect(await ends('console.error("why"); process.exit(3)')).toMatchObject({ exitCode: 3, stderr: 'why' });
  expect(await ends('process.kill(process.pid, "SIGTERM")')).toMatchObject({ exitCode: undefined, signal: 'SIGTERM' });
  expect(await runProgram('no-such-program', [], here)).toMatchObject({ exitCode: undefined, notStarted: 'ENOENT' });
});

test('what is shown is answered too', async () => {
  const show = new PassThrough();
  const { stdout } = await runProgram(process.execPath, ['-e', 'console.log("seen")'], { ...here, show });
  show.end();
  expect(await text(show)).toBe('seen\n');
  expect(stdout).toBe('seen');
});

test('it ends with its parent', async () => {
  const door = pathToFileURL(`${root}/src/repo/git/run-program.ts`).href;
  const waiting = 'console.log(process.pid); setInterval(() => {}, 1000)';
  const parent = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `import { runProgram } from ${JSON.stringify(door)};
       await runProgram(process.execPath, ['-e', ${JSON.stringify(waiting)}], { cwd: '.', show: process.stdout });`,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [pid] = await once(parent.stdout, 'data');
  const child = Number(String(pid));
  onTestFinished(() => void (lives(child) && process.kill(child)));
  expect(lives(child)).toBe(true);
  parent.kill('SIGTERM');
  await vi.waitFor(() => expect(lives(child)).toBe(false), { timeout: 30_000 });
});
