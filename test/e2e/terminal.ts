import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { bin, cleanEnvironment } from './tool.ts';

/** Keys, as a terminal sends them. */
export const keys = {
  down: '\u001b[B',
  up: '\u001b[A',
  enter: '\r',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  escape: '\u001b',
} as const;

/** A run of the tool in a real pseudo terminal. */
export type TerminalRun = {
  /** Waits until a text is on the screen that was not there when the last key was pressed. Throws with the screen after the deadline. */
  sees(text: string | RegExp): Promise<void>;
  press(...pressed: string[]): void;
  /** Everything shown so far, without colours and cursor moves. */
  screen(): string;
  /** Waits for the end and answers the exit code. */
  ends(): Promise<number>;
};

const deadline = 20_000;

/** Starts the tool in a terminal of 30 rows and 100 columns. */
export function openTerminal(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = cleanEnvironment(),
): TerminalRun {
  const terminal = spawn(process.execPath, [bin, ...args], {
    name: 'xterm-256color',
    cols: 100,
    rows: 30,
    cwd,
    env: { ...env, TERM: 'xterm-256color', CI: undefined },
  });
  let shown = '';
  let seenUpTo = 0;
  let ended: number | undefined;
  let look = () => {};
  terminal.onData((data) => {
    shown += data;
    look();
  });
  terminal.onExit(({ exitCode }) => {
    ended = exitCode;
    look();
  });
  onTestFinished(() => {
    if (ended === undefined) terminal.kill('SIGKILL');
  });
  const until = <T>(what: string, condition: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what} was not seen on:\n${text()}`)), deadline);
      look = () => {
        const found = condition();
        if (found === undefined) return;
        clearTimeout(timer);
        look = () => {};
        resolve(found);
      };
      look();
    });
  const text = () => stripVTControlCharacters(shown).replaceAll('\r', '');
  return {
    sees: (wanted) =>
      until(String(wanted), () => {
        const fresh = text().slice(seenUpTo);
        return (typeof wanted === 'string' ? fresh.includes(wanted) : wanted.test(fresh)) ? (true as const) : undefined;
      }).then(() => undefined),
    press: (...pressed) => {
      seenUpTo = text().length;
      for (const key of pressed) terminal.write(key);
    },
    screen: text,
    ends: () => until('the end', () => ended),
  };
}
