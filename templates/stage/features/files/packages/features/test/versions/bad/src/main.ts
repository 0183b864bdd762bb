import { httpHandler } from '@app/provider';

/** A version that was deployed on a Friday. */
export const handler = httpHandler(async () => {
  throw new Error('undefined is not a page');
});
