import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gatePath } from '../../src/repo/advance/gate.ts';
import { root, runTool } from '../e2e/tool.ts';
import { commit, madeRepo, write } from '../update/made-repo.ts';

/** What a gate of these tests gives: a result, or a text in its place. */
export type Given = { readonly verdict: string; readonly checks: readonly object[]; readonly caution: string } | string;

export const check = (verdict: string) => ({ name: 'the suite', verdict, measured: '3 of 4', needed: 'all' });
export const result = (verdict: string) => ({ verdict, checks: [check(verdict)], caution: 'Measured here.' });

/** A committed repo whose gate is replaced by one that gives what it is told, and leaves `ran` behind: gates are the repo's own code. */
export async function gatedRepo(given: Given, flags: readonly string[] = ['--stage', 'observe']): Promise<string> {
  const repo = await madeRepo(flags);
  mkdirSync(join(repo, 'node_modules'));
  symlinkSync(join(root, 'node_modules/tsx'), join(repo, 'node_modules/tsx'));
  const stage = flags[flags.indexOf('--stage') + 1] ?? 'glue';
  giveGate(repo, given, stage);
  await commit(repo);
  return repo;
}

/** Lets the gate of a stage give something else. */
export function giveGate(repo: string, given: Given, stage = 'observe', at = gatePath(stage)): void {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  write(
    repo,
    at,
    `import { writeFileSync } from 'node:fs';
writeFileSync('node_modules/ran', '');
console.log('the gate prints');
const text: string = ${JSON.stringify(text)};
if (text !== '') writeFileSync(String(process.env.GATE_RESULT), text);
process.exit(text.includes('"verdict":"holds"') ? 0 : 1);
`,
  );
}

/** Runs `advance` in a repo. */
export function advance(repo: string, args: readonly string[] = []) {
  return runTool(['advance', ...args], { cwd: repo });
}
