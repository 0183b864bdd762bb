/**
 * What keeps a text that several people edit at once. A state is whatever the engine stores, as text. `merge` must be commutative,
 * associative and idempotent. There is none in this package, because no field of the shop is `text`. Where you have one, write this
 * interface over Yjs and load it with `await import()` where the table is used: the other functions do not carry its 65 KB then.
 */
export interface TextEngine {
  create(text: string): string;
  read(state: string): string;
  edit(state: string, text: string): string;
  merge(a: string, b: string): string;
}

/** A text as the engine keeps it. */
export type Text = { readonly policy: 'text'; readonly state: string };
