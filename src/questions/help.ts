import { defaults } from '../layers/answers.ts';
import { axes } from '../layers/axes.ts';
import { presentIds } from './planned.ts';

/** The text of `--help`. */
export function helpText(version: string): string {
  const flags = axes.map((axis) => {
    const ids = presentIds(axis).map((id) => (id === defaults[axis] ? `${id}*` : id));
    return row(`--${axis} <id>`, ids.join(', '));
  });
  return [
    `create-serverless-workshop ${version}`,
    'Makes a repository that takes a team to serverless step by step.',
    '',
    'Usage',
    '  npm create serverless-workshop@latest <folder> -- [flags]',
    '  npm start -- <folder> [flags]          from a clone',
    '  npm run workshop -- doctor             in a repo made by it: what is broken',
    '  npm run workshop -- update [flags]     in a repo made by it: a newer template, another answer',
    '  npm run workshop -- advance [flags]    in a repo made by it: through a gate to the next stage',
    '  npm run workshop -- add <what> <name>  event, glue, task, map-reduce, extension, feature, split',
    '  npm run workshop -- redrive [flags]    in a repo made by it: what was given up goes out again',
    '',
    'Answers (* is the default; what is not given is asked)',
    ...flags,
    row('--answers <file>', 'a JSON file with answers; flags win'),
    row('-y, --yes', 'take the defaults for everything not given'),
    '',
    'Flags',
    row('--dry-run', 'list every file with its size and layer; write nothing'),
    row('--json', 'print one JSON object; never ask'),
    row('--no-install', 'write the repo, install nothing'),
    row('--no-git', 'no git init, no first commit'),
    row('--debug', 'show the stack of an error'),
    row('-v, --version', 'print the version'),
    row('-h, --help', 'print this'),
    '',
    'Flags of update (with --dry-run and --json; it never loses an edit)',
    row('--set <axis>=<id>', 'change an answer; may be given several times'),
    row('--to <version>', 'go to that published version'),
    row('--check [--online]', 'is there anything to do? exit 10 when there is'),
    row('--diff', 'print the patch; write nothing'),
    row('--continue, --abort', 'after conflicts: go on, or take it back'),
    row('--restore <path>', 'bring back what you had deleted'),
    row('--allow-dirty', 'uncommitted changes may stand where it does not write'),
    row('--no-renames', 'what you moved counts as deleted'),
    row('--link', 'make a lost or damaged base again'),
    '',
    'Flags of advance (it measures the stage, then updates to the next one)',
    row('--check', 'run the gate alone; exit 1 when it does not hold'),
    row('--force', 'go on all the same, for a reason that docs/gates.md keeps:'),
    row('--because <reason>', 'the reason'),
    '',
    'Flags of add, but for an event (what it makes is yours; it is staged, not committed)',
    row('--event <type>', 'the event of glue or of an extension; shop.order.placed.v1 without it'),
    row('--body <body>', 'sample or empty: a working sample, or a test that is red until you write it'),
    row('--owner <who>', 'who is woken; the shop team without it'),
    row('--path <path>', 'the route of a feature; /orders/:id/<name> without it'),
    '',
    'Flags of redrive (with --dry-run and --json; as npm run redrive)',
    row('--failures <folder>', 'a copy of the failure destination; the local one without it'),
    row('--only <record>', 'one record, and --body <file> the event that it should have been'),
    '',
    'Examples',
    '  npm create serverless-workshop@latest my-shop',
    '  npm create serverless-workshop@latest my-shop -- --yes',
    '  npm create serverless-workshop@latest my-shop -- --start greenfield --database dynamodb --dry-run',
    '  npm start -- ../my-shop --answers answers.json --yes --no-install',
    '  npm run --silent workshop -- doctor --json',
    '',
    'Exit codes: 0 done, 1 failed, 2 conflicts, 3 refused (nothing was changed),',
    '            10 update available, 130 cancelled.',
    '',
  ].join('\n');
}

function row(flag: string, text: string): string {
  return `  ${flag.padEnd(21)} ${text}`;
}
