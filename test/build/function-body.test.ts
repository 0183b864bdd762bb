import { init } from 'es-module-lexer';
import { beforeAll, expect, test } from 'vitest';
import { asFunctionBody } from '../../build/function-body.ts';

beforeAll(() => init);

/** Runs a chunk as the loader does, with modules that are there already. */
function run(chunk: string, modules: Record<string, unknown> = {}): Record<string, unknown> {
  const exports = {};
  const asked: string[] = [];
  const load = (name: string) => {
    asked.push(name);
    return modules[name] ?? {};
  };
  new Function('exports', 'require', asFunctionBody(chunk))(exports, load);
  return { ...exports, asked };
}

test('a chunk gets the names it imports and gives those it exports', () => {
  const chunk =
    'import{a as x,b}from"./one.js";import"./two.js";var y=x+b;function z(){return y}export{y,z as default};';
  const { y, default: z, asked } = run(chunk, { './one.js': { a: 1, b: 2 } });
  expect([y, (z as () => number)(), asked]).toEqual([3, 3, ['./one.js', './two.js']]);
});

test('modules of Node come whole, by name and as a namespace', () => {
  const chunk =
    'import p from"node:path";import*as o from"node:os";import{join}from"node:path";export{p as a,o as b,join as c};';
  const path = { join: 'join' };
  expect(run(chunk, { 'node:path': path, 'node:os': 'os' })).toMatchObject({ a: path, b: 'os', c: 'join' });
});

test('what is imported later is loaded when it is asked for', async () => {
  const chunk = 'var f=async()=>(await import("./later.js")).g;export{f as a};';
  const { a, asked } = run(chunk, { './later.js': { g: 7 } });
  expect(asked).toEqual([]);
  expect(await (a as () => Promise<number>)()).toBe(7);
  expect(asked).toEqual(['./later.js']);
});

test('import and export in a text are text', () => {
  const chunk = 'var t="import{a}from\\"x\\";export{b};";export{t as a};';
  expect(run(chunk).a).toBe('import{a}from"x";export{b};');
});

test.each(['import a,{b}from"./one.js";', 'var f=n=>import(n);', 'var u=import.meta.url;'])(
  '%s is refused: a bundle has none',
  (chunk) => {
    expect(() => asFunctionBody(chunk)).toThrow(/import/);
  },
);
