import { readdirSync } from 'node:fs';
import type { Answers } from '../layers/answers.ts';
import type { OwnPackage } from './origin.ts';
import { installCommand, type ManagerName } from './package-manager.ts';
import { composeProject, filesOf } from './project.ts';
import { quoted } from './shell.ts';
import { sizeOf } from './write.ts';

/** A file that a dry run would write: its size in bytes and the layer folders it comes from. */
export type ListedFile = {
  readonly path: string;
  readonly bytes: number;
  readonly layers: readonly string[];
  readonly line: string;
};

/** The source that is shown for files of the tool, which come from no layer. */
const ownFiles = 'the tool';

/** Lists every file of a repo with these answers. Writes nothing. */
export async function listFiles(answers: Answers, own: OwnPackage): Promise<ListedFile[]> {
  const project = await composeProject(answers, own);
  const files = [...filesOf(project), ...(await project.late)].sort((a, b) => (a.path < b.path ? -1 : 1));
  const size = (bytes: number) => String(bytes).padStart(8);
  const width = Math.min(60, Math.max(...files.map(({ path }) => path.length)));
  const layersOf = project.layersOf();
  return files.map((file) => {
    const { path } = file;
    const bytes = sizeOf(file);
    const layers = layersOf.get(path) ?? [ownFiles];
    return {
      path,
      bytes,
      layers,
      line: `${size(bytes)}  ${path.padEnd(width)}  ${layers.join(', ')}`,
    };
  });
}

/** The three commands that the user runs next. */
export function nextCommands(target: string, manager: ManagerName, installed: boolean): string[] {
  const script = (name: string) => (name === 'test' || manager !== 'npm' ? `${manager} ${name}` : `npm run ${name}`);
  return [`cd ${quoted(target)}`, ...(installed ? [script('test')] : [installCommand(manager)]), script('dev')];
}

/**
 * The lines at the end: what was made, what is left to do, the next commands, and the command that makes the same
 * again.
 */
export function summary(
  path: string,
  target: string,
  next: readonly string[],
  open: readonly { readonly why: string; readonly command: string }[],
  again: string,
): string[] {
  return [
    '',
    target,
    ...topLevel(path),
    '',
    ...open.flatMap(({ why, command }) => [`Open: ${why}.`, `  ${command}`, '']),
    'Next:',
    ...next.map((command) => `  ${command}`),
    '',
    'Something does not work? npm run workshop -- doctor',
    'The same answers again:',
    `  ${again}`,
  ];
}

function topLevel(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== '.git' && name !== 'node_modules')
    .sort((a, b) => Number(b.isDirectory()) - Number(a.isDirectory()) || (a.name < b.name ? -1 : 1));
  return entries.map(
    (entry, at) => `${at === entries.length - 1 ? '└─' : '├─'} ${entry.name}${entry.isDirectory() ? '/' : ''}`,
  );
}
