import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { replaceFile } from '../replace-file.ts';
import { decodeText, encodeText, type TextOnDisk } from '../text-on-disk.ts';
import type { GateCheck, GateResult } from './gate.ts';

/** The page with the figures of the gates. It belongs to the user. The tool only writes between its own marks. */
export const gatesPage = 'docs/gates.md';

/** One run of a gate, or one forced advance, as the page records it. */
export type GateEntry = {
  readonly stage: string;
  /** The stage that follows the gate. Absent for the gate of the last stage. */
  readonly next: string | undefined;
  /** A date such as `2026-01-31`. */
  readonly on: string;
  readonly version: string;
  /** `undefined` when the advance was forced and the gate gave no figures. */
  readonly result: GateResult | undefined;
  /** The user's reason to go on although the gate did not hold. */
  readonly because?: string | undefined;
};

const verdicts = { holds: 'holds', fails: 'does not hold', inconclusive: 'inconclusive' } as const;

const head = `# Gates

What was measured before this repo went on, written by \`npm run workshop -- advance\`. The tool changes what stands between its
marks; everything else on this page is yours.
`;

/** The page with the repo's stage, and with a gate's result if one is given. `page` is its text now, or ''. */
export function withGate(page: string, at: string, entry?: GateEntry): string {
  const start = page.trim() === '' ? head : page;
  const located = putBlock(start, 'stage', `This repo is at the stage **${at}**.`);
  return entry ? putBlock(located, `gate ${entry.stage}`, section(entry)) : located;
}

/**
 * Writes the page of a repo in its present encoding. Throws `failed` when the disk refuses the write. `state` is the
 * sentence of that error that describes the repo.
 */
export function writeGatesPage(root: string, at: string, { entry, state }: { entry?: GateEntry; state: string }): void {
  const { text, encoding } = readGatesPage(root) ?? { text: '', encoding: { name: 'utf8', mark: false } };
  const page = encodeText({ text: withGate(text, at, entry), encoding });
  replaceFile(join(root, gatesPage), page, { path: gatesPage, state });
}

/**
 * Throws `refused` when the page cannot take a gate's figures: it is a link, or it has an encoding that would be lost.
 */
export function refuseUnwritablePage(root: string): void {
  if (isLinkedPage(root)) {
    throw new WorkshopError('refused', `${gatesPage} is a link: the figures of a gate are written there.`, {
      hint: 'Put a file in its place, then do it again.',
    });
  }
  if (existsSync(join(root, gatesPage)) && readGatesPage(root) === undefined) {
    throw new WorkshopError('refused', `${gatesPage} is no text in UTF-8: the figures of a gate are written there.`, {
      hint: 'Save it as UTF-8, then do it again.',
    });
  }
}

/**
 * The stage that the page names between the tool's marks. `undefined` when it names none, or when the page is a link.
 */
export function stageOnPage(root: string): string | undefined {
  if (isLinkedPage(root)) return undefined;
  return /<!-- stage -->\s+This repo is at the stage \*\*(\w+)\*\*\./.exec(readGatesPage(root)?.text ?? '')?.[1];
}

/** Whether the page is a link. The tool does not write to the file behind a link. */
function isLinkedPage(root: string): boolean {
  return lstatSync(join(root, gatesPage), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The text of the repo's page; `undefined` when there is none that can be read. */
function readGatesPage(root: string): TextOnDisk | undefined {
  try {
    return decodeText(readFileSync(join(root, gatesPage)));
  } catch {
    return undefined;
  }
}

function putBlock(page: string, name: string, text: string): string {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const ending = page.includes('\r\n') ? '\r\n' : '\n';
  const block = `${from}\n\n${text}\n\n${to}`.replaceAll('\n', ending);
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start >= 0 && end > start) return `${page.slice(0, start)}${block}${page.slice(end + to.length)}`;
  return `${page.trimEnd()}${ending}${ending}${block}${ending}`;
}

function section({ stage, next, on, version, result, because }: GateEntry): string {
  const said = result ? verdicts[result.verdict] : 'gave no figures';
  const lines = [
    `## ${next === undefined ? stage : `${stage} → ${next}`}`,
    '',
    `The gate **${said}**: ${on}, version ${version}.`,
  ];
  if (because !== undefined && result?.verdict !== 'holds') lines.push('', `**Forced**, because: ${inText(because)}`);
  if (result)
    lines.push('', ...table(result.checks), '', `${inText(result.caution)} What to watch there: [path.md](path.md).`);
  return lines.join('\n');
}

/** A Markdown table with aligned columns, as a formatter would write it. */
function table(checks: readonly GateCheck[]): string[] {
  const rows = checks.map(({ name, verdict, measured, needed, control }) =>
    [name, verdicts[verdict], measured, needed, control ?? ''].map(inCell),
  );
  const all = [['check', 'verdict', 'measured', 'needed', 'control'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(3, ...all.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`;
  const [first = [], ...others] = all;
  return [line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...others.map(line)];
}

function inCell(text: string): string {
  return inText(text).replaceAll('|', '\\|');
}

/** A text from outside on one line, unable to close one of the tool's blocks. */
function inText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('<!--', '&lt;!--').trim();
}
