import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClockDriftError, refuseDrift, stampAfter } from '../src/stamp.ts';

const noon = Date.parse('2026-01-01T12:00:00Z');
const hour = 3_600_000;

test('a stamp can be read by people, and sorts as text', () => {
  expect(stampAfter(undefined, { region: 'eu', now: noon })).toBe('2026-01-01T12:00:00.000Z 0000 eu');
});

test('a later write wins, also where the clock is two hours behind, or stands still', () => {
  const first = stampAfter(undefined, { region: 'eu', now: noon });
  const behind = stampAfter(first, { region: 'ap', now: noon - 2 * hour });
  expect(behind).toBe('2026-01-01T12:00:00.000Z 0001 ap');
  expect(stampAfter(behind, { region: 'eu', now: noon })).toBe('2026-01-01T12:00:00.000Z 0002 eu');
  expect(stampAfter(behind, { region: 'eu', now: noon + 1 })).toBe('2026-01-01T12:00:00.001Z 0000 eu');
});

test('more than 65,536 writes without a tick of the clock go on in the next millisecond', () => {
  const last = '2026-01-01T12:00:00.000Z ffff eu';
  expect(stampAfter(last, { region: 'ap', now: noon })).toBe('2026-01-01T12:00:00.001Z 0000 ap');
});

test('any chain of writes goes up, whatever the clocks say', () => {
  const at = fc.record({ region: fc.constantFrom('ap', 'eu', 'us'), now: fc.nat(4 * hour).map((ms) => noon + ms) });
  fc.assert(
    fc.property(fc.array(at, { minLength: 1 }), (chain) => {
      const stamps: string[] = [];
      for (const one of chain) stamps.push(stampAfter(stamps.at(-1), one));
      expect(stamps).toEqual([...new Set(stamps)].sort());
    }),
  );
});

test('a stamp more than a day ahead is refused, and the message says what to do', () => {
  const at = { region: 'eu', now: noon };
  const ahead = (hours: number) => stampAfter(undefined, { region: 'us', now: noon + hours * hour });
  for (const hours of [-1000, 0, 4, 24]) expect(() => refuseDrift(ahead(hours), at)).not.toThrow();
  const refused = () => refuseDrift(ahead(25), at);
  expect(refused).toThrow(ClockDriftError);
  expect(refused).toThrow('is 25 hours ahead of the clock of eu. Set the wrong clock, then send the copy again.');
});
