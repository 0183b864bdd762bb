import { createHash } from 'node:crypto';
import { apiError } from '../api-error.ts';
import type { KeyValues, Operation } from '../store.ts';

const validMs = 10 * 60_000;

type Kept = { readonly digest: string; readonly until: number };

/** The tokens of transactions. A request that comes again with its token changes nothing. */
export type Tokens = {
  /**
   * Calls `work` with what it must store together with its writes. Without calling it, answers `undefined` to a request
   * that was done before. Throws when the token came with another request, or when its request is still at work.
   */
  once<T>(token: string, request: string, work: (also: readonly Operation[]) => Promise<T>): Promise<T | undefined>;
  /** Removes the tokens whose time is over. */
  prune(): Promise<void>;
};

/** Tokens that are kept in `values`, ten minutes each. */
export function keepTokens(values: KeyValues, now: () => number = Date.now): Tokens {
  const working = new Set<string>();
  return {
    async once(token, request, work) {
      if (working.has(token)) {
        throw apiError(
          'TransactionInProgressException',
          'The transaction with the given request token is already in progress.',
        );
      }
      working.add(token);
      try {
        const key = `token~${token}`;
        const digest = createHash('sha256').update(request).digest('base64');
        const kept = (await values.get(key)) as Kept | undefined;
        if (kept && kept.until > now()) {
          if (kept.digest === digest) return undefined;
          throw apiError(
            'IdempotentParameterMismatchException',
            'The client token was used before with a request of other parameters.',
          );
        }
        return await work([{ type: 'put', key, value: { digest, until: now() + validMs } satisfies Kept }]);
      } finally {
        working.delete(token);
      }
    },
    async prune() {
      const over: Operation[] = [];
      for await (const [key, value] of values.iterator({ gt: 'token~', lt: 'token~\xff' })) {
        if ((value as Kept).until <= now()) over.push({ type: 'del', key });
      }
      await values.batch(over);
    },
  };
}
