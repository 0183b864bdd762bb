import type { Invocation } from '../contract/index.ts';

/** What the parent sends to a function's process. */
export type Call = { readonly event: unknown; readonly invocation: Invocation };

/** What a function's process answers: once when it is ready, then to each call. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'value'; readonly value: unknown }
  | {
      readonly kind: 'error';
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
    };
