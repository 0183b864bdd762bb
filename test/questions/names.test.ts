import validateNpmName from 'validate-npm-package-name';
import { expect, test } from 'vitest';
import { serviceName } from '../../src/layers/context.ts';
import { allowedName, nameProblem } from '../../src/questions/names.ts';
import { lastPart } from '../../src/repo/target.ts';
import { staysInside } from '../../src/tree/tree.ts';
import { fc } from '../laws.ts';

/** Everything somebody could type: letters, paths, control characters, other scripts, whole words that are reserved. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'abcz019-._/\\: \t\u0000$`;&|<>*?\'"~!#%CON'), maxLength: 30 }),
  fc.constantFrom(
    'con',
    'aux.txt',
    'COM1',
    'node_modules',
    'http',
    'favicon.ico',
    '..',
    '.',
    '-',
    '~',
    'constructor',
    '__proto__',
  ),
);

test('whatever is taken as a name is safe as a folder, a package, a service and a word in a shell', () => {
  fc.assert(
    fc.property(typed, (name) => {
      if (nameProblem(name) !== undefined) return;
      expect(staysInside(name)).toBe(true);
      expect(lastPart(name, 'win32')).toBe(name);
      expect(validateNpmName(name).validForNewPackages).toBe(true);
      expect(name).toMatch(/^[a-z0-9._-]+$/);
      expect(name).not.toMatch(/^-|^\.|\.$/);
      expect(serviceName(name)).toMatch(/^[a-zA-Z][0-9a-zA-Z-]+$/);
    }),
    { numRuns: 2000 },
  );
});

test('good names are taken: the property above is not empty', () => {
  for (const name of ['my-shop', 'shop2', 'a1', 'my.shop', 'my_shop', 'events-shop', 'a'.repeat(214)]) {
    expect(nameProblem(name)).toBeUndefined();
  }
});

test('a refused name gets a close one that is taken', () => {
  fc.assert(
    fc.property(typed, (name) => {
      expect(nameProblem(allowedName(name))).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
  expect(allowedName('My Shop')).toBe('my-shop');
  expect(allowedName('MyShop')).toBe('my-shop');
  expect(allowedName('Café Ünï')).toBe('cafe-uni');
  expect(allowedName('.shop')).toBe('shop');
  expect(allowedName('con')).toBe('my-con');
  expect(allowedName('日本')).toBe('my-shop');
});

test('a message is one short sentence, whatever was typed', () => {
  expect(nameProblem('x'.repeat(5000))?.length).toBeLessThan(120);
  expect(nameProblem('a\u0000b')).not.toContain('\u0000');
});
