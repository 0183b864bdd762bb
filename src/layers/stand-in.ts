/** How a stand-in differs from the real service that it replaces. */
export type Limits = { readonly here: string; readonly standsFor: string; readonly otherwise: readonly string[] };
