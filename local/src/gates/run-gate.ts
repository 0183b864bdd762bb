import { writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { type Check, verdictOf } from './check.ts';
import { endProgress, keepLine } from './progress.ts';

/** A measurement: its title on the screen, and the work that answers one or more checks. */
export type Measurement = {
  readonly title: string;
  readonly measure: () => Promise<Check | readonly Check[]>;
};

const signs = { holds: 'holds', fails: 'FAILS', inconclusive: 'cannot tell' } as const;

/** What the figures do not prove. */
const caution = "Measured on this machine with the sample's load; not evidence about your production.";

/**
 * Runs the measurements of a gate one after the other, shows each, and ends the process: with 0 when all hold, else
 * with 1. `npm run workshop -- advance` reads the checks from the file that `GATE_RESULT` names.
 */
export async function runGate(name: string, measurements: readonly Measurement[]): Promise<void> {
  const began = performance.now();
  useLocalEnvironment();
  console.log(`Gate ${name}`);
  const checks: Check[] = [];
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endUnread);
  // A part may fail outside of any measurement. The gate must then still report it.
  process.on('uncaughtException', (error) => {
    const check = brokenOff('the gate itself', error);
    for (const line of endProgress()) console.log(`  ${line}`);
    show(check);
    void end(name, [...checks, check], began);
  });
  for (const [at, { title, measure }] of measurements.entries()) {
    console.log(`\n… ${at + 1} of ${measurements.length}: ${title}`);
    const found = [await measure().catch((error: Error) => brokenOff(title, error))].flat();
    const lines = endProgress();
    // When a check does not hold, the rounds help to find out why.
    if (verdictOf(found) !== 'holds') for (const line of lines) console.log(`  ${line}`);
    for (const check of found) show(check);
    checks.push(...found);
  }
  await end(name, checks, began);
}

/**
 * Ends a gate whose reader has closed the pipe (`advance --check | head`). It writes no verdict, because the user
 * stopped the gate.
 */
function endUnread(): never {
  process.exit(stoppedUnread);
}

/** The exit code that a shell gives for a program that ended because nobody reads its output. */
const stoppedUnread = 141;

async function end(name: string, checks: readonly Check[], began: number): Promise<never> {
  const verdict = verdictOf(checks);
  console.log(`\n${caution}`);
  console.log(`Gate ${name}: ${signs[verdict]}, after ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  // A pipe tells that it is closed only after a write, in a later turn. The verdict waits for that.
  await new Promise((written) => process.stdout.write('', written));
  await nextTurn();
  if (process.env.GATE_RESULT) writeFileSync(process.env.GATE_RESULT, JSON.stringify({ verdict, checks, caution }));
  // Something that a measurement left running must not keep the process alive.
  process.exit(verdict === 'holds' ? 0 : 1);
}

function brokenOff(title: string, error: Error): Check {
  for (const line of error.message.split('\n').slice(1)) keepLine(line);
  return { name: title, verdict: 'fails', measured: `broke off: ${error.message.split('\n')[0]}`, needed: 'an answer' };
}

function show({ name, verdict, measured, needed, control }: Check): void {
  console.log(`  ${signs[verdict].padEnd(12)}${name}`);
  console.log(`  ${''.padEnd(12)}measured ${measured}; needed ${needed}`);
  if (control) console.log(`  ${''.padEnd(12)}control: ${control}`);
}
