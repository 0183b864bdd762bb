import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const command = fileURLToPath(new URL('../src/command.ts', import.meta.url));

/** Runs the command where no repo is: a verb that began its work would fail. */
function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = ['--import', import.meta.resolve('tsx'), command, ...words];
    const child = execFile(process.execPath, args, { cwd: tmpdir() }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const verbs = ['dev', 'order', 'emit', 'contracts', 'check', 'package', 'deploy', 'destroy'];

test.each(verbs)('%s --help says how it is called and what it does, and does nothing', async (verb) => {
  for (const words of [['--help'], ['packages/events', '-h']]) {
    const { code, stdout, stderr } = await run(verb, ...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^ {2}npm run ${verb}\\b.*\\n {6}\\S.*\\n$`));
  }
});

test('--help lists them, and a word that is none is refused with the list', async () => {
  expect((await run('--help')).stdout.match(/npm run (\w+)/g)).toEqual(
    expect.arrayContaining(verbs.map((verb) => `npm run ${verb}`)),
  );
  const { code, stderr } = await run('dve');
  expect(code).toBe(3);
  expect(stderr).toContain(`it has: ${verbs.join(', ')}`);
});
