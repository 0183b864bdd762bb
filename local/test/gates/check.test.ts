import { expect, test } from 'vitest';
import { type Check, verdictOf, withControl } from '../../src/gates/check.ts';

const check = (verdict: Check['verdict']): Check => ({ name: 'n', verdict, measured: 'm', needed: 'n' });

test('a gate holds where every check holds; one that fails decides, and doubt never opens it', () => {
  expect(verdictOf([check('holds'), check('holds')])).toBe('holds');
  expect(verdictOf([check('holds'), check('inconclusive')])).toBe('inconclusive');
  expect(verdictOf([check('inconclusive'), check('fails'), check('holds')])).toBe('fails');
});

test('a gate that measured nothing does not hold', () => {
  expect(verdictOf([])).toBe('fails');
});

test('a control that holds too means that the measurement is blind', () => {
  expect(withControl(true, false)).toBe('holds');
  expect(withControl(true, true)).toBe('inconclusive');
  expect(withControl(false, false)).toBe('fails');
});
