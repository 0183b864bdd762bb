/** What a stand-in does otherwise than what it stands for. */
export type Limits = { readonly here: string; readonly standsFor: string; readonly otherwise: readonly string[] };
