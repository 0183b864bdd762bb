import { describe, expect, test } from 'vitest';
import { mergePackageJsonVersions, sameMeaningPackageJson } from '../../../src/tree/three-way/package-json.ts';
import { fc } from '../../laws.ts';
import { cleanText, conflictOf } from './outcome.ts';

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const merge = (base: unknown, ours: unknown, theirs: unknown) =>
  mergePackageJsonVersions({ base: pretty(base), ours: pretty(ours), theirs: pretty(theirs) });
const merged = (base: unknown, ours: unknown, theirs: unknown) => JSON.parse(cleanText(merge(base, ours, theirs)));

describe('both bumped', () => {
  test.each([
    ['^8.1.0', '^8.2.0', '^8.2.0'],
    ['^9.0.0', '~8.2.0', '^9.0.0'],
    ['10.0.0', '9.9.9', '10.0.0'],
    ['1.0.0-beta.2', '1.0.0-beta.10', '1.0.0-beta.10'],
    ['>=20', '^22.1.0', '^22.1.0'],
  ])('ours %s, theirs %s: %s stays, and a note says which two met', (mine, now, winner) => {
    for (const section of [
      'dependencies',
      'devDependencies',
      'peerDependencies',
      'optionalDependencies',
      'overrides',
      'engines',
    ]) {
      expect(merge({ [section]: { pg: '^0.1.0' } }, { [section]: { pg: mine } }, { [section]: { pg: now } })).toEqual({
        kind: 'clean',
        text: pretty({ [section]: { pg: winner } }),
        notes: [`Both sides changed pg: yours is ${mine}, the template's is ${now}; the higher one, ${winner}, stays.`],
      });
    }
  });

  test('to ranges that start at one version: the user’s stays', () => {
    expect(
      merge({ dependencies: { pg: '8' } }, { dependencies: { pg: '~8.2.0' } }, { dependencies: { pg: '^8.2.0' } }),
    ).toEqual({
      kind: 'clean',
      text: pretty({ dependencies: { pg: '~8.2.0' } }),
      notes: ["Both sides changed pg: yours is ~8.2.0, the template's is ^8.2.0; both start at 8.2.0, so yours stays."],
    });
  });

  test.each(['file:../pg', 'workspace:*', 'git+ssh://git@example.com/pg.git', 'latest', 'npm:other@1', '', '>2 <1'])(
    'and one of the two is %j: a conflict',
    (mine) => {
      const conflict = conflictOf(
        merge({ dependencies: { pg: '8' } }, { dependencies: { pg: mine } }, { dependencies: { pg: '9' } }),
      );
      expect(conflict).toMatchObject({
        ours: pretty({ dependencies: { pg: mine } }),
        theirs: pretty({ dependencies: { pg: '9' } }),
      });
    },
  );

  test('an override below another package', () => {
    expect(
      merged({ overrides: { a: { b: '1' } } }, { overrides: { a: { b: '2' } } }, { overrides: { a: { b: '3' } } }),
    ).toEqual({
      overrides: { a: { b: '3' } },
    });
  });

  test('a version that is no dependency is a plain key, and so is a script', () => {
    expect(conflictOf(merge({ version: '1.0.0' }, { version: '1.1.0' }, { version: '1.2.0' })).notes).toEqual([]);
    expect(
      conflictOf(merge({ scripts: { pg: '1' } }, { scripts: { pg: '2' } }, { scripts: { pg: '3' } })).reasons,
    ).toEqual(['Both sides changed scripts.pg: yours is "2", the template\'s is "3".']);
  });
});

describe('a dependency that moves', () => {
  const at = (section: string, range: string, more: object = {}) => ({ name: 'x', [section]: { pg: range }, ...more });

  test('in theirs, untouched by the user', () => {
    expect(merged(at('dependencies', '8'), at('dependencies', '8', { main: 'm' }), at('devDependencies', '8'))).toEqual(
      at('devDependencies', '8', { main: 'm', dependencies: undefined }),
    );
  });

  test('in theirs, bumped by the user: moved, with the user’s version', () => {
    expect(merge(at('dependencies', '8'), at('dependencies', '9'), at('devDependencies', '8'))).toEqual({
      kind: 'clean',
      text: pretty(at('devDependencies', '9')),
      notes: [],
    });
  });

  test('in theirs, bumped by both: moved, with the higher version', () => {
    const result = merge(at('dependencies', '8'), at('dependencies', '9'), at('devDependencies', '10'));
    expect(cleanText(result)).toBe(pretty(at('devDependencies', '10')));
    expect(result?.notes).toEqual([
      "Both sides changed pg: yours is 9, the template's is 10; the higher one, 10, stays.",
    ]);
  });

  test('in theirs, changed by both and no range of versions: a conflict in the user’s section', () => {
    const conflict = conflictOf(
      merge(at('dependencies', '8'), at('dependencies', 'latest'), at('devDependencies', '10')),
    );
    expect(JSON.parse(conflict.ours)).toEqual(at('dependencies', 'latest'));
    expect(JSON.parse(conflict.theirs)).toEqual(at('dependencies', '10'));
  });

  test('by the user keeps his section, with their bump', () => {
    expect(merged(at('dependencies', '8'), at('devDependencies', '8'), at('dependencies', '9'))).toEqual(
      at('devDependencies', '9'),
    );
  });

  test('by the user, and theirs adds another one to the old section', () => {
    const theirs = { name: 'x', dependencies: { pg: '9', hono: '4' } };
    expect(merged(at('dependencies', '8'), at('devDependencies', '8'), theirs)).toEqual({
      name: 'x',
      dependencies: { hono: '4' },
      devDependencies: { pg: '9' },
    });
  });

  test('by both, to different sections: the user’s', () => {
    expect(merged(at('dependencies', '8'), at('devDependencies', '8'), at('optionalDependencies', '9'))).toEqual(
      at('devDependencies', '9'),
    );
  });

  test('by both, to one section', () => {
    expect(merged(at('dependencies', '8'), at('devDependencies', '9'), at('devDependencies', '10'))).toEqual(
      at('devDependencies', '10'),
    );
  });

  test('in theirs, removed by the user: stays removed', () => {
    expect(merged(at('dependencies', '8'), { name: 'y' }, at('devDependencies', '8'))).toEqual({ name: 'y' });
  });

  test('added by both to different sections: once, the higher one', () => {
    expect(merged({ name: 'x' }, at('dependencies', '8'), at('devDependencies', '9'))).toEqual(at('dependencies', '9'));
  });

  test('a peer that the user also has as a dev dependency is merged as it is', () => {
    const ours = { devDependencies: { pg: '8.1.0' }, peerDependencies: { pg: '>=8' } };
    expect(merged({ devDependencies: { pg: '8' } }, ours, { peerDependencies: { pg: '>=8' }, name: 'x' })).toEqual({
      ...ours,
      name: 'x',
    });
  });

  test('a section that one side dropped stands for the dependencies in it', () => {
    const two = { dependencies: { pg: '8', hono: '4' } };
    expect(merged(two, { dependencies: { pg: '8' } }, { devDependencies: { pg: '8' }, name: 'x' })).toEqual({
      devDependencies: { pg: '8' },
      name: 'x',
    });
    expect(merged(two, { dependencies: { pg: '8', mine: '1' } }, { devDependencies: { pg: '8' }, name: 'x' })).toEqual({
      dependencies: { mine: '1' },
      devDependencies: { pg: '8' },
      name: 'x',
    });
    expect(merge(two, { name: 'x' }, { dependencies: { pg: '9', hono: '4', ajv: '8' } })).toEqual({
      kind: 'clean',
      text: pretty({ name: 'x', dependencies: { ajv: '8' } }),
      notes: ['You removed dependencies.pg and the template changed it: it stays removed.'],
    });
  });

  test('a peer that is also a dev dependency has not moved', () => {
    const both = (peer: string, dev: string) => ({ peerDependencies: { pg: peer }, devDependencies: { pg: dev } });
    expect(merged(both('8', '8.1.0'), { ...both('8', '8.1.0'), name: 'y' }, both('8 || 9', '9.1.0'))).toEqual({
      ...both('8 || 9', '9.1.0'),
      name: 'y',
    });
  });
});

test('the formatting of the user stays', () => {
  const ours = '{\r\n\t"dependencies": { "pg": "9", "mine": "1" },\r\n\t"name": "x"\r\n}';
  const versions = {
    base: pretty({ name: 'x', dependencies: { pg: '8' } }),
    ours,
    theirs: pretty({ name: 'x', dependencies: { pg: '10', hono: '4' } }),
  };
  expect(cleanText(mergePackageJsonVersions(versions))).toBe(
    '{\r\n\t"dependencies": { "pg": "10", "hono": "4", "mine": "1" },\r\n\t"name": "x"\r\n}',
  );
});

test('a line merge with one dependency in two sections means something else', () => {
  const versions = {
    base: pretty({ dependencies: { pg: '8' } }),
    ours: pretty({ dependencies: { pg: '9' } }),
    theirs: pretty({ devDependencies: { pg: '8' } }),
  };
  expect(sameMeaningPackageJson(pretty({ dependencies: { pg: '9' }, devDependencies: { pg: '8' } }), versions)).toBe(
    false,
  );
  expect(sameMeaningPackageJson(pretty({ devDependencies: { pg: '9' } }), versions)).toBe(true);
  expect(sameMeaningPackageJson('{', versions)).toBe(false);
});

test('what is no JSON or holds a key twice cannot be read', () => {
  expect(mergePackageJsonVersions({ base: '{}', ours: '{"a":1,"a":2}', theirs: '{"b":1}' })).toBeUndefined();
  expect(mergePackageJsonVersions({ base: '{}', ours: '', theirs: '{"b":1}' })).toBeUndefined();
});

test('a dependency that every text has once is in one section, and what the user added stays', () => {
  const sections = ['dependencies', 'devDependencies', 'peerDependencies'] as const;
  const names = ['pg', 'hono', '__proto__', 'mine'];
  const range = fc.constantFrom('1', '^2.0.0', '~2.1.0', 'latest', 'file:x');
  const manifest = fc.array(fc.option(fc.tuple(fc.constantFrom(...sections), range)), { minLength: 4, maxLength: 4 });
  const write = (found: readonly ([string, string] | null)[]) => {
    const held = sections.map((section) => {
      const members = names.flatMap((name, at) =>
        found[at]?.[0] === section ? [`    "${name}": "${found[at][1]}"`] : [],
      );
      return members.length === 0 ? [] : [`  "${section}": {\n${members.join(',\n')}\n  }`];
    });
    return `{\n${['  "name": "x"', ...held.flat()].join(',\n')}\n}\n`;
  };
  fc.assert(
    fc.property(manifest, manifest, manifest, (base, ours, theirs) => {
      const versions = { base: write(base), ours: write(ours), theirs: write(theirs) };
      const result = mergePackageJsonVersions(versions);
      if (!result) throw new Error('not merged');
      const texts = result.kind === 'clean' ? [result.text] : [result.ours, result.theirs];
      for (const text of texts) {
        for (const name of names) expect(text.split(`"${name}":`).length).toBeLessThanOrEqual(2);
      }
      for (const [at, name] of names.entries()) {
        if (ours[at] && !base[at]) expect(texts[0]).toContain(`"${name}": "`);
      }
      if (result.kind === 'clean') expect(sameMeaningPackageJson(result.text, versions)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
