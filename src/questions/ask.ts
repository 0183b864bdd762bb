import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { intro, isCancel, log, outro, select, text } from '@clack/prompts';
import { WorkshopError } from '../errors.ts';
import type { Asker } from './gather.ts';
import type { Option, Question, SoFar } from './types.ts';
import { back, type Review, type ReviewLine, type Screen, walk } from './walk.ts';
import { commandLines, inLines } from './wrap.ts';

/** The streams on which questions are shown and answered. A test gives its own. */
export type Terminal = { readonly input: Readable; readonly output: Writable };

/** Values of choices that are not answers: not sure, go back, all is right. */
const own = { notSure: '?', back: '<', right: '!' } as const;

/** Shows the cursor again. A question hides it until it is answered. */
const showCursor = '\u001b[?25h\n';

/**
 * Asks the open questions in order, shows the review if there is one, and answers everything known. A question with one
 * valid answer is not asked. Throws `cancelled` on Ctrl-C, Escape and the end of the input.
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

/** Makes an asker for a terminal. */
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

/** The choice, and below it what it costs and what the user gets for it. */
function shown({ label, hint }: Option, terminal: Terminal): string {
  const width = widthOf(terminal) - coloured;
  const [first = '', ...more] = inLines(label, width - 2);
  const below = hint === undefined ? [] : inLines(hint, width - 4);
  return [first, ...more.map((line) => `  ${line}`), ...below.map((line) => `    ${dim(line, terminal)}`)].join('\n');
}

/**
 * The prompt counts the colour codes of its frame as characters, and would wrap lines this much earlier than they are
 * full.
 */
const coloured = 10;

/** A text has an empty line before it. A command is directly below its text. */
function linesOf(line: ReviewLine, terminal: Terminal): string[] {
  if ('command' in line) return commandLines(line.command, widthOf(terminal));
  return ['', ...inLines(line.text, widthOf(terminal))];
}

/**
 * The width of a line beside the frame. Text is wrapped to it here, because the prompt's own wrapping would lose the
 * indent.
 */
function widthOf({ output }: Terminal): number {
  const columns = 'columns' in output && typeof output.columns === 'number' ? output.columns : 80;
  return Math.max(24, columns - 4);
}

function dim(words: string, { output }: Terminal): string {
  return 'isTTY' in output && output.isTTY ? styleText('dim', words) : words;
}

/** Ends a question when the input has closed (Ctrl-D, a closed pipe). Otherwise it would stay open for ever. */
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
    // After Ctrl-D the prompt gets no event. Node then has nothing left to do and emits `beforeExit`.
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
