import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { runOps } from './run-ops.ts';

test('a shop that works is gone through from the shelf to the receipt', async () => {
  const workshop = await startWorkshop();
  try {
    // What stands in front of the shop comes last.
    const shop = Object.values(workshop.urls).at(-1) ?? '';
    const { code, out, err } = await runOps(['smoke', '--url', shop]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /GET \/products {2}200[\s\S]*POST \/orders {2}201[\s\S]*\/receipt {2}200[\s\S]*The whole way works/,
    );
  } finally {
    await workshop.stop();
  }
});
