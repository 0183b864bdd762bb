import { WorkshopError } from '../errors.ts';
import { type ChoiceQuestion, isChoice, type Option, type Question, type SoFar, type TextQuestion } from './types.ts';

/** The answer of a user who wants to go back to the question before. */
export const back = Symbol('back');

/** Shows questions and reads answers. `last` is the answer from an earlier time that the question was asked. */
export type Screen = {
  choose(asked: Asked<ChoiceQuestion> & { readonly options: readonly Option[] }): Promise<string | typeof back>;
  type(asked: Asked<TextQuestion>): Promise<string>;
  /**
   * Shows all answers and their consequences. Answers the key of the answer to change; `undefined` when all are right.
   */
  confirm(answers: readonly ReviewedAnswer[], lines: readonly ReviewLine[]): Promise<string | undefined>;
};

type Asked<Kind> = { readonly question: Kind; readonly last: string | undefined; readonly canGoBack: boolean };

/** A line of the review: text, or a command to copy. */
export type ReviewLine = { readonly text: string } | { readonly command: string };

/** An answer in the review. It cannot be changed when no other answer is valid, whatever the others are. */
type ReviewedAnswer = { readonly key: string; readonly answer: string; readonly canChange: boolean };

/** The consequences of the answers, shown before anything is written. */
export type Review = (answers: SoFar) => Promise<readonly ReviewLine[]>;

/**
 * Asks the open questions in order and answers everything known. A question with one valid answer is not asked. When
 * the user goes back, the question before is asked again. When the user changes an answer in the review, that question
 * is asked again, and then those whose answers no longer fit.
 */
export async function walk(questions: readonly Question[], so: SoFar, screen: Screen, review?: Review): Promise<SoFar> {
  const typed: Record<string, string> = {};
  const last: Record<string, string> = {};
  let fixed = so;
  const forget = (key: string) => {
    const { [key]: given, ...others } = fixed;
    const known = typed[key] ?? given;
    if (known !== undefined) last[key] = known;
    delete typed[key];
    fixed = others;
  };
  for (;;) {
    const { known, open, asked } = placeOf(questions, fixed, typed);
    if (open) {
      const { question, options } = open;
      const before = { last: last[question.key], canGoBack: asked.length > 0 };
      const answer =
        isChoice(question) && options
          ? await screen.choose({ question, options, ...before })
          : await screen.type({ question: question as TextQuestion, ...before });
      if (answer === back) forget(asked.at(-1) ?? '');
      else typed[question.key] = answer;
      continue;
    }
    const changed = review && (await screen.confirm(reviewed(questions, known), await review(known)));
    if (changed === undefined) return known;
    forget(changed);
    // A question that only narrows the next one is asked with it.
    if (changed === 'database') forget('style');
  }
}

/**
 * The answers known before the first open question, the questions that the user answered so far, and the open question.
 */
function placeOf(questions: readonly Question[], fixed: SoFar, typed: SoFar) {
  let known: SoFar = fixed;
  const asked: string[] = [];
  for (const question of questions) {
    const { key } = question;
    if (fixed[key] !== undefined) continue;
    if (!isChoice(question)) {
      if (typed[key] === undefined) return { known, asked, open: { question } };
      asked.push(key);
      known = { ...known, [key]: typed[key] };
      continue;
    }
    if (question.asked?.(known) === false) continue;
    const options = question.options(known);
    const [only] = options;
    if (!only) throw new WorkshopError('refused', `The other answers leave no choice for: ${question.message}`);
    if (options.length === 1) {
      known = { ...known, [key]: only.value };
      continue;
    }
    if (!options.some(({ value }) => value === typed[key])) return { known, asked, open: { question, options } };
    asked.push(key);
    known = { ...known, [key]: typed[key] };
  }
  return { known, asked, open: undefined };
}

function reviewed(questions: readonly Question[], known: SoFar): ReviewedAnswer[] {
  return questions.flatMap((question) => {
    const { key } = question;
    const answer = known[key];
    // A question that only narrows the next one is no answer of its own.
    if (answer === undefined || key === 'style') return [];
    return [{ key, answer, canChange: !isChoice(question) || question.options({}).length > 1 }];
  });
}
