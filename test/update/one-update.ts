import { readFileSync, writeSync } from 'node:fs';
import * as engine from './engine.ts';
import type { History } from './history.ts';
import { requestFor, type Template } from './scene.ts';
import { firstTemplate, nextTemplate } from './template.ts';

// One update, or the abort of one, in a process of its own, which a test may kill: what to do, the folder of the repo, the history,
// and after how many turns of the event loop it kills itself.
const [job = 'update', root = '', storyFile = '', turns] = process.argv.slice(2);
const story = JSON.parse(readFileSync(storyFile, 'utf8')) as History;
const to: Template = { tree: nextTemplate(firstTemplate(story), story.first.template, 2), version: '2.0.0' };

function countDown(left: number): void {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  else setImmediate(countDown, left - 1);
}

try {
  const repository = await engine.findRepository(root);
  const recovered = await engine.recover(repository);
  if (job === 'abort') {
    if (recovered.state !== 'open') throw new Error(`The update is ${recovered.state}.`);
    if (turns !== undefined) countDown(Number(turns));
    await engine.abort(repository, recovered.journal, recovered.states);
  } else {
    if (recovered.state === 'open') throw Object.assign(new Error('open'), { code: 'refused' });
    const prepared = await engine.prepare(requestFor(to, { repository }));
    if (turns !== undefined) countDown(Number(turns));
    await engine.apply({ repository, ours: prepared.ours }, prepared.plan, prepared.title);
  }
  writeSync(1, 'done');
} catch (error) {
  writeSync(1, String((error as { code?: string }).code ?? (error as Error).stack));
}
process.exit(0);
