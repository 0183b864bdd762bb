import { gaps } from 'serverless-workshop/ops';
import { expect, test } from 'vitest';
import { verbs } from '../src/verbs.ts';

test('every function has an owner, an alarm, a runbook for each alarm, and a failure destination; every command in a runbook exists', async () => {
  expect(await gaps(verbs)).toEqual([]);
});
