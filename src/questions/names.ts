import validateNpmName from 'validate-npm-package-name';
import { isWindowsDevice } from '../tree/tree.ts';

/** The longest name that npm accepts. */
const longest = 214;

/**
 * What is wrong with the name of a repo, as a sentence. Answers `undefined` when it can be a folder on every system, an
 * npm package and the name of a deployed service, and needs no quotes in a shell.
 */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'The name is empty.';
  const shown = JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
  if (name === '.' || name === '..') return `${shown} names no folder of its own.`;
  if (name.length > longest) return `The name ${shown} has ${name.length} characters; ${longest} is the most.`;
  if (name.startsWith('.') || name.startsWith('-')) return `The name ${shown} starts with "${name[0]}".`;
  if (/\s/.test(name)) return `The name ${shown} contains a blank.`;
  if (/[A-Z]/.test(name)) return `The name ${shown} has capital letters, which npm does not take.`;
  const strange = [...new Set(name.match(/[^a-z0-9._-]/gu) ?? [])];
  if (strange.length > 0) return `The name ${shown} contains ${strange.map((c) => JSON.stringify(c)).join(', ')}.`;
  if (!/^[a-z]/.test(name)) return `The name ${shown} does not start with a letter.`;
  if (name.length < 2) return `The name ${shown} has one letter; a service needs at least two.`;
  if (/[._-]$/.test(name)) return `The name ${shown} ends with "${name.at(-1)}".`;
  if (isWindowsDevice(name)) return `The name ${shown} is reserved on Windows.`;
  if (name === 'create-serverless-workshop') return `The name ${shown} is the name of this tool.`;
  const npm = validateNpmName(name);
  if (!npm.validForNewPackages)
    return `The name ${shown} is reserved by npm: ${(npm.errors ?? npm.warnings ?? [])[0]}.`;
  return undefined;
}

/** An allowed name that is close to a refused one. */
export function allowedName(name: string): string {
  const close = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/[._-]+$/, '');
  if (close !== '' && nameProblem(close) === undefined) return close;
  const prefixed = `my-${close}`;
  return close !== '' && nameProblem(prefixed) === undefined ? prefixed : 'my-shop';
}
