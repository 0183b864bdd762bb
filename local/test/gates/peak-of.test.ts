import { expect, test } from 'vitest';
import { peakOf } from '../../src/gates/peak-of.ts';

test('the peak is the most that were open at one moment, not how many came', () => {
  expect(peakOf(['opened', 'opened', 'closed', 'opened', 'closed', 'closed'], 0)).toEqual({
    peak: 2,
    refused: 0,
    open: 0,
  });
});

test('connections from before count, and refused ones are no connections', () => {
  expect(peakOf(['refused', 'opened', 'refused'], 3)).toEqual({ peak: 4, refused: 2, open: 4 });
});
