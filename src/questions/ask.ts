import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { intro, isCancel, log, outro, select, text } from '@clack/prompts';
import { WorkshopError } from '../errors.ts';
import type { Asker } from './gather.ts';
import { type ChoiceQuestion, isChoice, type Option, type Question, type SoFar, type TextQuestion } from './types.ts';

/** Where questions are shown and answered; a test gives its own streams. */
export type Terminal = { readonly input: Readable; readonly output: Writable };

/** What the choice "not sure" answers. */
const notSure = '?';

/** A question hides the cursor and shows it again when it is answered. */
const showCursor = '\u001b[?25h\n';

/**
 * Asks what is still open, in order, and answers everything known in the end. A question with one valid answer is shown and not asked.
 * Throws `cancelled` on Ctrl-C, Escape and the end of the input.
 */
export async function ask(questions: readonly Question[], so: SoFar, terminal: Terminal): Promise<SoFar> {
  intro('create-serverless-workshop', terminal);
  let known = so;
  for (const question of questions) {
    if (known[question.key] !== undefined) continue;
    if (!isChoice(question)) known = { ...known, [question.key]: await askText(question, terminal) };
    else if (question.asked?.(known) ?? true)
      known = { ...known, [question.key]: await askChoice(question, known, terminal) };
  }
  outro('That is all.', terminal);
  return known;
}

/** Asks in a terminal. */
export function askIn(terminal: Terminal): Asker {
  return (questions, so) => ask(questions, so, terminal);
}

async function askChoice(question: ChoiceQuestion, so: SoFar, terminal: Terminal): Promise<string> {
  const options = question.options(so);
  const fallback = options.find(({ value }) => value === question.fallback) ?? options[0];
  if (!fallback) throw new WorkshopError('refused', `Nothing is left to answer to: ${question.message}`);
  if (options.length === 1) {
    log.step(`${question.message}\n${dim(`${fallback.label} (the only one that is left)`, terminal)}`, terminal);
    return fallback.value;
  }
  const unsure: Option = { value: notSure, label: 'Not sure', hint: `Takes ${fallback.value}. ${question.because}` };
  const chosen = await untilClosed(
    select({
      message: question.message,
      options: [...options, unsure].map((option) => ({ value: option.value, label: shown(option, terminal) })),
      initialValue: fallback.value,
      showInstructions: false,
      ...terminal,
    }),
    terminal,
  );
  if (chosen !== notSure) return chosen;
  log.info(`${fallback.value}: ${question.because}`, terminal);
  return fallback.value;
}

function askText(question: TextQuestion, terminal: Terminal): Promise<string> {
  const asked = text({
    message: question.message,
    placeholder: question.placeholder,
    defaultValue: question.placeholder,
    validate: (typed) => question.problem(typed?.trim() || question.placeholder),
    ...terminal,
  });
  return untilClosed(asked, terminal).then((typed) => typed.trim());
}

/** The choice, and below it what it costs and buys. */
function shown({ label, hint }: Option, terminal: Terminal): string {
  if (hint === undefined) return label;
  return [label, ...inLines(hint, widthOf(terminal)).map((line) => `    ${dim(line, terminal)}`)].join('\n');
}

/** What is left of a line beside the frame and the indent; wrapped by the prompt itself, a hint would lose its indent. */
function widthOf({ output }: Terminal): number {
  const columns = 'columns' in output && typeof output.columns === 'number' ? output.columns : 80;
  return Math.max(20, columns - 10);
}

function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
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
