/** One choice under a question. */
export type Option = {
  readonly value: string;
  /** The choice in one line: the flag's value, or a name and a description. */
  readonly label: string;
  /** The line under the choice: what it costs and what the user gets for it. */
  readonly hint?: string;
};

/** The answers so far, by the keys of the questions. */
export type SoFar = Readonly<Record<string, string | undefined>>;

/** A question with a few possible answers. When only one is valid, it is taken and the question is not asked. */
export type ChoiceQuestion = {
  readonly key: string;
  readonly message: string;
  /** The answer for "not sure". When it does not fit the answers so far, the first option is taken. */
  readonly fallback: string;
  /** Why the fallback is right for a user who is not sure. */
  readonly because: string;
  /** The answers that fit the answers so far. */
  options(so: SoFar): readonly Option[];
  /** False when an earlier answer makes the question pointless. */
  asked?(so: SoFar): boolean;
};

/** A question that the user answers by typing. */
export type TextQuestion = {
  readonly key: string;
  readonly message: string;
  readonly placeholder: string;
  /** What is wrong with the text, as a sentence; `undefined` when nothing is wrong. */
  problem(text: string): string | undefined;
};

/** Any question of a generator. */
export type Question = ChoiceQuestion | TextQuestion;

/** Whether a question has a list of answers. */
export function isChoice(question: Question): question is ChoiceQuestion {
  return 'options' in question;
}
