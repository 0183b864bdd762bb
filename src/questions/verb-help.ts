import { patterns } from '../layers/pattern-words.ts';
import type { Verb } from './flag-table.ts';
import { helpPage, type Row } from './help-page.ts';

/** A verb with its own help page. */
type OwnVerb = Exclude<Verb, 'project'>;

/** The content of a verb's help page. */
type Page = {
  readonly usage: string;
  readonly about: readonly string[];
  readonly flags: readonly Row[];
  readonly examples: readonly string[];
  readonly ends: readonly Row[];
};

const workshop = 'npm run workshop --';
const dryRun: Row = ['--dry-run', 'say what would be done; write nothing'];
const json: Row = ['--json', 'print one JSON object; never ask'];
const everywhere: readonly Row[] = [
  ['--debug', 'show the stack of an error'],
  ['-h, --help', 'print this'],
];
const refused: Row = ['3', 'refused: nothing was changed'];
const cancelled: Row = ['130', 'cancelled'];

const pages: Readonly<Record<OwnVerb, Page>> = {
  doctor: {
    usage: `${workshop} doctor [--json]`,
    about: ['Looks at this machine and, inside a repo, at the repo: what is broken, and the command that mends it.'],
    flags: [json],
    examples: [`${workshop} doctor`, 'npm run --silent workshop -- doctor --json'],
    ends: [['0', 'nothing is broken'], ['1', 'something is broken'], refused],
  },
  update: {
    usage: `${workshop} update [flags]`,
    about: ['Moves this repo to the template of the running version, or to another answer. It never loses an edit.'],
    flags: [
      ['--set <axis>=<id>', 'change an answer; may be given several times'],
      ['--to <version>', 'go to that published version'],
      ['--check', 'is there anything to do? exit 10 when there is'],
      ['--online', 'with --check: ask the registry for a newer version too'],
      ['--diff', 'print the patch; write nothing'],
      dryRun,
      ['--continue', 'after conflicts: go on'],
      ['--abort', 'take the update back, or what add made'],
      ['--restore <path>', 'bring back what you had deleted'],
      ['--allow-dirty', 'uncommitted changes may stand where it does not write'],
      ['--no-renames', 'what you moved counts as deleted'],
      ['--link', 'make a lost or damaged base again'],
      ['-y, --yes', 'take the defaults where a newer template asks more'],
      json,
    ],
    examples: [
      `${workshop} update --check`,
      `${workshop} update --set telemetry=cloudwatch --dry-run`,
      'npx create-serverless-workshop@latest update',
    ],
    ends: [
      ['0', 'done, or nothing to do'],
      ['1', 'failed'],
      ['2', 'conflicts: resolve them, then --continue'],
      refused,
      ['10', 'with --check: there is an update'],
      cancelled,
    ],
  },
  advance: {
    usage: `${workshop} advance [flags]`,
    about: ['Measures the gate of the stage that this repo is at, then updates the repo to the next stage.'],
    flags: [
      ['--check', 'run the gate alone'],
      ['--force', 'go on although the gate does not hold; needs --because'],
      ['--because <reason>', 'the reason, which docs/gates.md keeps'],
      ['--allow-dirty', 'uncommitted changes may stand where it does not write'],
      json,
    ],
    examples: [`${workshop} advance --check`, `${workshop} advance --force --because "the load test is next week"`],
    ends: [['0', 'the gate holds'], ['1', 'the gate does not hold'], ['2', 'conflicts'], refused, cancelled],
  },
  add: {
    usage: `${workshop} add <what> <name> [flags]`,
    about: [
      'Adds one of these; it is staged, not committed, and yours from then on:',
      ...Object.entries(patterns).map(([pattern, line]) => `  ${pattern.padEnd(12)}${line}`),
    ],
    flags: [
      ['--body <body>', 'sample, which works and is green (without it too), or empty: a test'],
      ['', 'that is red until you write it. An event and a split have sample alone'],
      ['--event <type>', 'of glue, task and extension: the event; shop.order.placed.v1 without it'],
      ['--owner <who>', 'of all but an event: who is woken; the shop team without it'],
      ['--path <path>', 'of a feature: its route; /orders/:id/<name> without it'],
      dryRun,
      ['-y, --yes', 'take the defaults for what is not given'],
      json,
    ],
    examples: [
      `${workshop} add event shop.order.shipped.v1`,
      `${workshop} add glue parcel-label --event shop.order.shipped.v1 --body empty`,
      `${workshop} add feature order-summary --path /orders/:id/summary`,
    ],
    ends: [['0', 'added'], ['1', 'failed'], refused, cancelled],
  },
  redrive: {
    usage: `${workshop} redrive [flags]          also: npm run redrive`,
    about: ['Puts what this repo gave up on the stream again, each record once.'],
    flags: [
      dryRun,
      ['--failures <folder>', 'a copy of the failure destination; the local one without it'],
      ['--only <record>', 'one record; --dry-run lists them'],
      ['--body <file>', 'with --only: the event that it should have been'],
      json,
    ],
    examples: [`${workshop} redrive --dry-run`, `${workshop} redrive --failures ./failures`],
    ends: [['0', 'done'], ['1', 'failed'], refused, cancelled],
  },
};

/** The text of `<verb> --help`. */
export function verbHelpText(verb: OwnVerb, version: string): string {
  const { usage, about, flags, examples, ends } = pages[verb];
  return helpPage(`create-serverless-workshop ${version}: ${verb}`, [
    { lines: about },
    { title: 'Usage', lines: [usage] },
    { title: 'Flags', rows: [...flags, ...everywhere] },
    { title: 'Examples', lines: examples },
    { title: 'Exit codes', rows: ends },
  ]);
}
