import { gitEnvironment } from '../git/plumbing.ts';
import { run } from '../git/run.ts';
import { isTooOld, oldestNode } from '../node-version.ts';
import type { Finding } from './finding.ts';

/** Checks what every repo needs of a machine. */
export async function machineFindings(cwd: string): Promise<Finding[]> {
  return [
    nodeFinding(process.versions.node),
    ...(await Promise.all([npmFinding(cwd), gitFinding(cwd), identityFinding(cwd)])).flat(),
  ];
}

/** Checks a version of Node. */
export function nodeFinding(version: string): Finding {
  return isTooOld(version)
    ? {
        what: 'Node',
        status: 'broken',
        detail: `${version} is too old`,
        mend: `Install Node ${oldestNode} or newer.`,
      }
    : { what: 'Node', status: 'ok', detail: version };
}

async function npmFinding(cwd: string): Promise<Finding[]> {
  const npm = await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['--version'], { cwd });
  if (npm.ok) return [{ what: 'npm', status: 'ok', detail: npm.stdout.trim() }];
  return [
    { what: 'npm', status: 'warn', detail: 'not found', mend: 'The scripts of package.json need npm, pnpm or yarn.' },
  ];
}

async function gitFinding(cwd: string): Promise<Finding[]> {
  const git = await run('git', ['--version'], { cwd });
  if (git.ok) return [{ what: 'git', status: 'ok', detail: git.stdout.trim().replace('git version ', '') }];
  return [
    {
      what: 'git',
      status: 'warn',
      detail: 'not found',
      mend: 'Install git: update, advance and add work through it, so that each can be undone.',
    },
  ];
}

async function identityFinding(cwd: string): Promise<Finding[]> {
  // Git is asked as the first commit asks it. The environment may give an identity; one that git guesses from the
  // machine does not count.
  const asked = ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((ident) =>
    run('git', ['-c', 'user.useConfigOnly=true', 'var', ident], { cwd, env: gitEnvironment() }),
  );
  if ((await Promise.all(asked)).every(({ ok, missing }) => ok || missing)) return [];
  return [
    {
      what: 'git identity',
      status: 'warn',
      detail: 'git does not know your name and e-mail',
      mend: 'git config --global user.name "<your name>" && git config --global user.email "<your e-mail>"',
    },
  ];
}
