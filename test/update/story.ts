import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Purpose } from '../../src/repo/update/recover/recover.ts';
import type { Tree, TreeFile } from '../../src/tree/tree.ts';
import { endedProcess } from './ended-process.ts';
import * as engine from './engine.ts';
import type { File } from './files.ts';
import { freshRepo, requestFor, type Template } from './scene.ts';
import { World } from './world.ts';

/** The files of a template: a text, or its id with a text. */
type Texts = Readonly<Record<string, string | readonly [id: string, text: string, executable?: true]>>;
type Edit = (files: Map<string, File>) => unknown;

/** A repo of one template, edited and committed, and the way to the next. */
export function story(first: Texts, second: Texts, { edit, format }: { edit?: Edit; format?: 'sha256' } = {}) {
  const world = new World(format);
  onTestFinished(() => world.remove());
  const [from, to]: [Template, Template] = [
    { tree: treeOf(first), version: '1.0.0' },
    { tree: treeOf(second), version: '2.0.0' },
  ];
  const before = freshRepo(from);
  edit?.(before);
  world.put(before, false);
  const open = async () => {
    const repository = await engine.findRepository(world.root);
    const recovered = await engine.recover(repository);
    if (recovered.state !== 'open') throw new Error(`The update is ${recovered.state}.`);
    return { repository, ...recovered };
  };
  return {
    world,
    before,
    run: async () => {
      const repository = await engine.findRepository(world.root);
      const prepared = await engine.prepare(requestFor(to, { repository }));
      await engine.apply({ repository, ours: prepared.ours }, prepared.plan, prepared.title);
      return prepared;
    },
    abort: async () => {
      const repository = await engine.findRepository(world.root);
      const recovered = await engine.recover(repository, 'abort');
      if (recovered.state !== 'open' && recovered.state !== 'killed')
        throw new Error(`The update is ${recovered.state}.`);
      return engine.abort(repository, recovered.journal, recovered.states);
    },
    /** Leaves the update as a kill between git's writing and the new index would. */
    killed: async () => {
      const index = readFileSync(join(world.gitDir, 'index'));
      const repository = await engine.findRepository(world.root);
      const prepared = await engine.prepare(requestFor(to, { repository }));
      await engine.apply({ repository, ours: prepared.ours }, prepared.plan, prepared.title);
      writeFileSync(join(world.gitDir, 'index'), index);
      const file = join(world.gitDir, 'create-serverless-workshop/update-root/journal.json');
      const journal = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...journal, phase: 'applying', process: endedProcess() }));
    },
    recover: async (purpose?: Purpose) => engine.recover(await engine.findRepository(world.root), purpose),
    goOn: async () => {
      const { repository, journal, unmerged } = await open();
      return engine.resolve(repository, journal, unmerged);
    },
  };
}

function treeOf(texts: Texts): Tree {
  return new Map(
    Object.entries(texts).map(([path, given]): [string, TreeFile] => {
      const [id, text, executable = false] = typeof given === 'string' ? [path, given] : given;
      return [path, { bytes: Buffer.from(text), executable, id, role: 'frame' }];
    }),
  );
}

/** A file of the user. */
export function own(text: string): File {
  return { mode: '100644', bytes: Buffer.from(text) };
}
