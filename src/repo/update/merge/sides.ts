/** Three versions of one file, as bytes. */
export type Sides = { readonly base: Uint8Array; readonly ours: Uint8Array; readonly theirs: Uint8Array };
