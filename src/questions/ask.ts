import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { intro, isCancel, log, outro, select, text } from '@clack/prompts';
import { WorkshopError } from '../errors.ts';
import type { Asker } from './gather.ts';
import type { Option, Question, SoFar } from './types.ts';
import { back, type Review, type ReviewLine, type Screen, walk } from './walk.ts';
import { commandLines, inLines } from './wrap.ts';

/** Where questions are shown and answered; a test gives its own streams. */
export type Terminal = { readonly input: Readable; readonly output: Writable };

/** What the choices answer that are no answers: not sure, go back, all is right. */
const own = { notSure: '?', back: '<', right: '!' } as const;

/** A question hides the cursor and shows it again when it is answered. */
const showCursor = '\u001b[?25h\n';

/**
 * Asks what is still open, in order, and answers everything known in the end, after the review where there is one. A question with one valid answer is not
 * asked. Throws `cancelled` on Ctrl-C, Escape and the end of the input.
 */
export async function ask(
  questions: readonly Question[],
  so: SoFar,
  terminal: Terminal,
  review?: Review,
): Promise<SoFar> {
  intro('create-serverless-workshop', terminal);
  const known = await walk(questions, so, screenOn(terminal), review);
  outro('That is all.', terminal);
  return known;
}

/** Asks in a terminal. */
export function askIn(terminal: Terminal, review?: Review): Asker {
  return (questions, so) => ask(questions, so, terminal, review);
}

function screenOn(terminal: Terminal): Screen {
  const choice = (message: string, options: readonly Option[], initialValue: string) =>
    untilClosed(
      select({
        message: inLines(message, widthOf(terminal)).join('\n'),
        options: options.map((option) => ({ value: option.value, label: shown(option, terminal) })),
        initialValue,
        showInstructions: false,
        ...terminal,
      }),
      terminal,
    );
  return {
    async choose({ question, options, last, canGoBack }) {
      const fallback = options.find(({ value }) => value === question.fallback) ?? (options[0] as Option);
      const initial = options.find(({ value }) => value === last) ?? fallback;
      const unsure = { value: own.notSure, label: `Not sure: take ${fallback.value}`, hint: question.because };
      const all = [
        ...options,
        unsure,
        ...(canGoBack ? [{ value: own.back, label: 'Back to the question before' }] : []),
      ];
      const chosen = await choice(question.message, all, initial.value);
      if (chosen === own.back) return back;
      return chosen === own.notSure ? fallback.value : chosen;
    },

    async type({ question, last }) {
      const proposed = last ?? question.placeholder;
      const problemOf = (typed: string) => {
        const problem = question.problem(typed);
        return problem && inLines(problem, widthOf(terminal)).join('\n   ');
      };
      const asked = text({
        message: inLines(question.message, widthOf(terminal)).join('\n   '),
        placeholder: proposed,
        defaultValue: proposed,
        validate: (typed) => problemOf(typed?.trim() || proposed),
        ...terminal,
      });
      return (await untilClosed(asked, terminal)).trim();
    },

    async confirm(answers, lines) {
      const column = Math.max(...answers.map(({ key }) => key.length));
      const all = answers.map(({ key, answer }) => `${key.padEnd(column)}  ${answer}`);
      log.step(['Your answers', ...all, ...lines.flatMap((line) => linesOf(line, terminal))].join('\n'), terminal);
      const right = { value: own.right, label: 'Write it' };
      const changes = answers.filter(({ canChange }) => canChange);
      const others = changes.map(({ key, answer }) => ({ value: key, label: `Change ${key}, now ${answer}` }));
      const chosen = await choice('Nothing is written yet. Is this right?', [right, ...others], own.right);
      return chosen === own.right ? undefined : chosen;
    },
  };
}

/** The choice, and below it what it costs and buys. */
function shown({ label, hint }: Option, terminal: Terminal): string {
  const width = widthOf(terminal) - coloured;
  const [first = '', ...more] = inLines(label, width - 2);
  const below = hint === undefined ? [] : inLines(hint, width - 4);
  return [first, ...more.map((line) => `  ${line}`), ...below.map((line) => `    ${dim(line, terminal)}`)].join('\n');
}

/** While it is open, the prompt takes the signs that colour its frame for characters, and would wrap our lines before they are full. */
const coloured = 10;

/** A text has room before it; a command stands below the text that it belongs to. */
function linesOf(line: ReviewLine, terminal: Terminal): string[] {
  if ('command' in line) return commandLines(line.command, widthOf(terminal));
  return ['', ...inLines(line.text, widthOf(terminal))];
}

/** What is left of a line beside the frame. Text that is wrapped here is not wrapped again by the prompt, which would lose its indent. */
function widthOf({ output }: Terminal): number {
  const columns = 'columns' in output && typeof output.columns === 'number' ? output.columns : 80;
  return Math.max(24, columns - 4);
}

function dim(words: string, { output }: Terminal): string {
  return 'isTTY' in output && output.isTTY ? styleText('dim', words) : words;
}

/** Ends a question that nobody can answer any more (Ctrl-D, a closed pipe), instead of leaving it open for ever. */
async function untilClosed<Value>(
  answer: Promise<Value>,
  { input, output }: Terminal,
): Promise<Exclude<Value, symbol>> {
  const gone = Symbol('gone');
  let close = () => {};
  const closed = new Promise<typeof gone>((resolve) => {
    close = () => resolve(gone);
    input.once('end', close);
    input.once('close', close);
    // Ctrl-D ends the reading without a word to the question: then nothing is left that could happen.
    process.once('beforeExit', close);
  });
  try {
    const value = await Promise.race([answer, closed]);
    if (value === gone) output.write(showCursor);
    if (isCancel(value) || value === gone) throw new WorkshopError('cancelled', 'Cancelled. Nothing was written.');
    return value as Exclude<Value, symbol>;
  } finally {
    input.off('end', close);
    input.off('close', close);
    process.off('beforeExit', close);
  }
}
