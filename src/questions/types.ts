/** One choice under a question. */
export type Option = {
  readonly value: string;
  /** The choice in one line: the flag's value, or a name and what it is. */
  readonly label: string;
  /** The line under the choice: what it costs and what it buys. */
  readonly hint?: string;
};

/** What has been answered so far, by the keys of the questions. */
export type SoFar = Readonly<Record<string, string | undefined>>;

/** A question with a few answers. Where one is valid it is taken, and not asked. */
export type ChoiceQuestion = {
  readonly key: string;
  readonly message: string;
  /** What "not sure" takes. Where it does not go with the answers so far, the first option does. */
  readonly fallback: string;
  /** Why the fallback is the right one for whoever is not sure. */
  readonly because: string;
  /** The answers that go with what was answered so far. */
  options(so: SoFar): readonly Option[];
  /** False when an earlier answer makes the question pointless. */
  asked?(so: SoFar): boolean;
};

/** A question that is answered by typing. */
export type TextQuestion = {
  readonly key: string;
  readonly message: string;
  readonly placeholder: string;
  /** What is wrong with the text, in one sentence; `undefined` when nothing is. */
  problem(text: string): string | undefined;
};

/** Anything a generator can ask. */
export type Question = ChoiceQuestion | TextQuestion;

/** True for a question with a list of answers. */
export function isChoice(question: Question): question is ChoiceQuestion {
  return 'options' in question;
}
