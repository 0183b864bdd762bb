import { existsSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Answers } from '../layers/answers.ts';
import { axes } from '../layers/axes.ts';
import { workshopFolder } from './base.ts';
import { type OwnPackage, originOf } from './origin.ts';
import type { ManagerName } from './package-manager.ts';
import { quoted } from './shell.ts';
import { packedName } from './tool.ts';

type Caller = { readonly cwd: string; readonly own: OwnPackage; readonly manager: { readonly name: ManagerName } };

/**
 * The command that gives the same answers again, as a user types it in `cwd`. It names the package only when it came
 * from a registry. Otherwise a stranger may have published a package of that name.
 */
export function reproduce(target: string, answers: Omit<Answers, 'name'>, caller: Caller): string {
  const flags = axes.map((axis) => `--${axis} ${answers[axis]}`).join(' ');
  const [before, between] = around(target, caller);
  return `${before} ${quoted(target)} ${between}${flags}`;
}

function around(target: string, { cwd, own, manager }: Caller): [before: string, between: string] {
  const origin = originOf(own);
  if (origin === 'registry') {
    const short = own.name.replace(/^create-/, '');
    return [`${manager.name} create ${short}@${own.version}`, manager.name === 'npm' ? '-- ' : ''];
  }
  if (origin === 'checkout') {
    return same(cwd, own.root)
      ? ['npm start --', '']
      : [`node ${quoted(from(cwd, join(own.root, 'dist/bin.cjs')))}`, ''];
  }
  // In a repo that this tool made, the tool is a dependency. Elsewhere the packed tool is in the repo that was just
  // made.
  if (same(join(cwd, 'node_modules', own.name), own.root)) return ['npm run workshop --', ''];
  return [`npx ${quoted(from(cwd, join(resolve(cwd, target), workshopFolder, packedName(own))))}`, ''];
}

function same(a: string, b: string): boolean {
  return existsSync(a) && realpathSync(a) === realpathSync(b);
}

function from(cwd: string, path: string): string {
  const way = relative(cwd, path);
  return /^\.{1,2}[\\/]|^([A-Za-z]:)?[\\/]/.test(way) ? way : `./${way}`;
}
