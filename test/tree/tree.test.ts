import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { staysInside } from '../../src/tree/tree.ts';
import { fc } from '../laws.ts';

test.each(['a', 'a/b.ts', '.github/workflows/ci.yml', 'a/..b', 'ä/日本.ts'])('%s stays inside', (path) => {
  expect(staysInside(path)).toBe(true);
});

test.each(['', '/etc/passwd', '..', '../a', 'a/../../b', 'a//b', './a', 'a/', 'C:/x', 'a\\..\\b', 'a\0b'])(
  '%j is refused',
  (path) => {
    expect(staysInside(path)).toBe(false);
  },
);

test('what is accepted resolves below the root on every system', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', 'C:', 'a'), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const path = parts.join('/');
      if (!staysInside(path)) return;
      expect(posix.resolve('/root', path).startsWith('/root/')).toBe(true);
      expect(win32.resolve('C:\\root', path).startsWith('C:\\root\\')).toBe(true);
    }),
  );
});
