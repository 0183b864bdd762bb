/** What the gate sends to the process that it will kill. */
export type Command = { readonly kind: 'kill' | 'restart'; readonly name: string };

/** What that process answers. */
export type Answer =
  | { readonly kind: 'ready'; readonly urls: Readonly<Record<string, string>> }
  | { readonly kind: 'done' };
