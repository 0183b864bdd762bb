import { defaults } from '../layers/answers.ts';
import { axes } from '../layers/axes.ts';
import { helpPage, type Row } from './help-page.ts';
import { presentIds } from './planned.ts';

/** The text of `--help`. Each verb has its own page. */
export function helpText(version: string): string {
  const answers = axes.map((axis): Row => {
    const ids = presentIds(axis).map((id) => (id === defaults[axis] ? `${id}*` : id));
    return [`--${axis} <id>`, ids.join(', ')];
  });
  return helpPage(`create-serverless-workshop ${version}`, [
    { lines: ['Makes a repository that takes a team to serverless step by step.'] },
    {
      title: 'Usage',
      lines: [
        'npm create serverless-workshop@latest <folder> -- [flags]',
        'npm start -- <folder> [flags]          from a clone',
        'npm run workshop -- <command>          in a repo made by it',
      ],
    },
    {
      title: 'Commands in a repo made by it (each has its own page: npm run workshop -- update --help)',
      rows: [
        ['doctor', 'what this machine and this repo lack'],
        ['update', 'to a newer template, or to another answer'],
        ['advance', 'through a gate to the next stage'],
        ['add <what> <name>', 'event, glue, task, map-reduce, extension, feature, split'],
        ['redrive', 'publish again what the functions gave up on'],
      ],
    },
    {
      title: 'Answers (* is the default; what is not given is asked)',
      rows: [
        ...answers,
        ['--answers <file>', 'a JSON file with answers; flags win'],
        ['-y, --yes', 'take the defaults for everything not given'],
      ],
    },
    {
      title: 'Flags',
      rows: [
        ['--dry-run', 'list every file with its size and layer; write nothing'],
        ['--json', 'print one JSON object; never ask'],
        ['--no-install', 'write the repo, install nothing'],
        ['--no-git', 'no git init, no first commit'],
        ['--debug', 'show the stack of an error'],
        ['-v, --version', 'print the version'],
        ['-h, --help', 'print this'],
      ],
    },
    {
      title: 'Examples',
      lines: [
        'npm create serverless-workshop@latest my-shop',
        'npm create serverless-workshop@latest my-shop -- --yes',
        'npm create serverless-workshop@latest my-shop -- --start greenfield --database dynamodb --dry-run',
        'npm start -- ../my-shop --answers answers.json --yes --no-install',
        'npm run --silent workshop -- doctor --json',
      ],
    },
    {
      title: 'Exit codes',
      lines: ['0 done, 1 failed, 2 conflicts, 3 refused (nothing was changed),', '10 update available, 130 cancelled.'],
    },
  ]);
}
