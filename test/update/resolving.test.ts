import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { own, story } from './story.ts';

// Both sides change the second line of a heading and a list.
const lines = (second: string) => `Title\n=======\n${second}\nend\n`;

async function conflicted(executable?: true) {
  const files = (text: string) => ({ doc: executable ? (['doc', text, true] as const) : text });
  const told = story(files(lines('base')), files(lines('theirs')), {
    edit: (all) => all.set('doc', { mode: executable ? '100755' : '100644', bytes: own(lines('mine')).bytes }),
  });
  if (executable) told.world.git(['config', 'core.fileMode', 'false']);
  await told.run();
  const at = join(told.world.root, 'doc');
  expect(readFileSync(at, 'utf8')).toContain('<<<<<<< yours');
  return { ...told, at, entry: () => told.world.index().find((one) => one.endsWith('\tdoc')) ?? '' };
}

test('a text with an underlined heading is resolved', async () => {
  const { at, goOn, entry } = await conflicted();
  writeFileSync(at, lines('both'));
  await goOn();
  expect(entry()).toMatch(/ 0\tdoc$/);
});

test('a middle of a conflict that was left is not resolved', async () => {
  const { at, goOn } = await conflicted();
  writeFileSync(at, 'Title\n=======\nmine\n=======\ntheirs\nend\n');
  await expect(goOn()).rejects.toMatchObject({ code: 'conflicts' });
});

test('a conflicted file that is gone from the disk is not resolved: only git rm drops it', async () => {
  const { at, goOn, world } = await conflicted();
  rmSync(at);
  await expect(goOn()).rejects.toMatchObject({ code: 'conflicts', message: expect.stringContaining('git rm') });
  world.git(['rm', '-q', 'doc']);
  await goOn();
});

test('a resolved file stays executable where the disk knows no rights', async () => {
  const { at, goOn, entry } = await conflicted(true);
  writeFileSync(at, lines('both'));
  await goOn();
  expect(entry()).toMatch(/^100755 /);
});
