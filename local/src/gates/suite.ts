import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { repoRoot } from '../repo.ts';
import type { Check } from './check.ts';

type Tested = { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] };
type TestedFile = {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly Tested[];
};
type Report = {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly TestedFile[];
};

/** Runs test files of this repo with vitest in its own process. The check holds when some tests ran and none failed. */
export async function suiteCheck(name: string, files: readonly string[]): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  const outputFile = join(folder, 'report.json');
  try {
    const args = [vitest(), 'run', '--reporter=json', `--outputFile=${outputFile}`, ...files];
    const printed = await run(args);
    const report = readReport(outputFile);
    if (!report) return { name, verdict: 'fails', measured: `did not run: ${lastLine(printed)}`, needed: 'green' };
    const { numTotalTests: all, numPassedTests: passed, numFailedTests: failed } = report;
    return {
      name,
      verdict: all > 0 && failed === 0 && passed > 0 ? 'holds' : 'fails',
      measured: [`${passed} of ${all} tests green`, ...redTests(report)].join('; red: '),
      needed: 'all green',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((done) => {
    // Vitest's report says more than its exit code.
    execFile(process.execPath, args, { cwd: repoRoot(), maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) =>
      done(`${stdout}\n${stderr}`),
    );
  });
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Which tests failed and why, in a line each: a test that is red once in many runs is found by its name alone. */
function redTests({ testResults }: Report): string[] {
  const lineOf = (name: string, why = '') => `${name} (${why.split('\n')[0]})`;
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const red = assertionResults.filter((tested) => tested.status === 'failed');
    if (red.length === 0 && status === 'failed') return [lineOf(basename(name), message)];
    return red.map(({ fullName, failureMessages }) => lineOf(fullName, failureMessages?.[0]));
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** The path of the repo's own vitest. */
function vitest(): string {
  const { resolve } = createRequire(join(repoRoot(), 'package.json'));
  return join(dirname(resolve('vitest/package.json')), 'vitest.mjs');
}
