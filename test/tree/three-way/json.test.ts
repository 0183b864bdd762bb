import { describe, expect, test } from 'vitest';
import { mergeJson, sameMeaningJson } from '../../../src/tree/three-way/json.ts';
import { cleanText, conflictOf } from './outcome.ts';

const merge = (base: string, ours: string, theirs: string) => mergeJson({ base, ours, theirs });

describe('the user’s text is the ground', () => {
  test('indentation, key order, comments and the missing last line ending stay', () => {
    const base = '{\n  "name": "x",\n  "type": "module",\n  "private": true\n}\n';
    const ours = '{\n\t// ours\n\t"private":  true,\n\t"name": "mine", /* here */\n\t"type": "module"\n}';
    const theirs = '{\n  "name": "x",\n  "files": [\n    "dist"\n  ],\n  "type": "commonjs",\n  "private": true\n}\n';
    expect(merge(base, ours, theirs)).toEqual({
      kind: 'clean',
      text: '{\n\t// ours\n\t"private":  true,\n\t"name": "mine", /* here */\n\t"files": [\n\t\t"dist"\n\t],\n\t"type": "commonjs"\n}',
      notes: [],
    });
  });

  test('line endings of Windows and a byte order mark stay', () => {
    expect(
      cleanText(
        merge(
          '{\n  "a": 1,\n  "b": 1\n}\n',
          '\uFEFF{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
          '{\n  "a": 1,\n  "n": {\n    "x": 1\n  },\n  "b": 1\n}\n',
        ),
      ),
    ).toBe('\uFEFF{\r\n  "a": 1,\r\n  "n": {\r\n    "x": 1\r\n  },\r\n  "b": 2\r\n}\r\n');
  });

  test('mixed line endings stay as they are', () => {
    expect(cleanText(merge('{\n"a": 1,\n"b": 1\n}\n', '{\r\n"a": 1,\n"b": 2\r\n}\n', '{\n"a": 3,\n"b": 1\n}\n'))).toBe(
      '{\r\n"a": 3,\n"b": 2\r\n}\n',
    );
  });

  test('one line stays one line', () => {
    const theirs = '{\n  "a": 1,\n  // why\n  "n": [\n    1,\n    { "k": "v" }\n  ],\n  "b": 3\n}';
    expect(cleanText(merge('{"a":1,"b":2}', '{"a":1,"b":2,"c":3}', theirs))).toBe(
      '{"a":1,"n":[1,{"k":"v"}],"b":3,"c":3}',
    );
  });

  test('a trailing comma and comments behind entries stay where they are', () => {
    const ours = '{\n  "a": 1, // one\n  "m": 0, // mine\n}\n';
    expect(cleanText(merge('{\n  "a": 1\n}\n', ours, '{\n  "a": 1,\n  "b": 2 // two\n}\n'))).toBe(
      '{\n  "a": 1, // one\n  "b": 2, // two\n  "m": 0, // mine\n}\n',
    );
  });

  test('keys keep their names, even __proto__, empty and not ASCII ones', () => {
    const theirs = '{"__proto__":{"x":2},"":1,"ключ":1,"a.b":1}';
    const merged = cleanText(merge('{"__proto__":{"x":1}}', '{"__proto__":{"x":1},"ours":1}', theirs));
    expect(merged).toBe('{"__proto__":{"x":2},"":1,"ключ":1,"a.b":1,"ours":1}');
  });

  test('objects merge at any depth', () => {
    const nest = (inner: string) => `${'{"k":'.repeat(150)}${inner}${'}'.repeat(150)}`;
    expect(cleanText(merge(nest('{"a":1}'), nest('{"a":1,"mine":2}'), nest('{"a":3}')))).toBe(nest('{"a":3,"mine":2}'));
  });
});

describe('keys that come and go', () => {
  const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

  test('a new key of theirs among sorted keys is put in sorted position', () => {
    const merged = merge(pretty({ a: 1, d: 1 }), pretty({ a: 1, b: 1, d: 1 }), pretty({ a: 1, c: 1, d: 1 }));
    expect(cleanText(merged)).toBe(pretty({ a: 1, b: 1, c: 1, d: 1 }));
  });

  test('without its neighbour a new key stands before the next one', () => {
    expect(cleanText(merge(pretty({ z: 1, b: 1 }), pretty({ b: 1, a: 1 }), pretty({ z: 1, n: 1, b: 1 })))).toBe(
      pretty({ n: 1, b: 1, a: 1 }),
    );
  });

  test('removed by theirs and untouched by the user: gone, with the comment that theirs dropped too', () => {
    const base = '{\n  // about a\n  "a": 1,\n  // about b\n  "b": 2\n}\n';
    const ours = '{\n  // about a\n  "a": 1,\n  // about b\n  // and my thoughts\n  "b": 2 // mine\n}\n';
    expect(merge(base, `${ours}\n`, '{\n  // about a\n  "a": 1\n}\n')).toEqual({
      kind: 'clean',
      text: '{\n  // about a\n  "a": 1\n  // about b\n  // and my thoughts\n  // mine\n}\n\n',
      notes: [],
    });
    expect(cleanText(merge(base, base.replace('1', '7'), '{\n  // about a\n  "a": 1\n}\n'))).toBe(
      '{\n  // about a\n  "a": 7\n}\n',
    );
  });

  test('removed by theirs and changed by the user: the user’s stays, with a note', () => {
    expect(merge(pretty({ a: 1, b: 1 }), pretty({ a: 1, b: 2 }), pretty({ a: 3 }))).toEqual({
      kind: 'clean',
      text: pretty({ a: 3, b: 2 }),
      notes: ['The template removed b and you changed it: yours stays.'],
    });
  });

  test('removed by the user: stays removed, with a note when theirs changed it', () => {
    expect(merge(pretty({ a: 1, b: 1, c: 1 }), pretty({ a: 1 }), pretty({ a: 2, b: 1, c: 2 }))).toEqual({
      kind: 'clean',
      text: pretty({ a: 2 }),
      notes: ['You removed c and the template changed it: it stays removed.'],
    });
  });

  test('an object that loses its last key is empty', () => {
    expect(cleanText(merge(pretty({ a: { b: 1 } }), pretty({ a: { b: 1 }, m: 1 }), pretty({ a: {} })))).toBe(
      pretty({ a: {}, m: 1 }),
    );
  });

  test('an object that theirs made a scalar leaves the comments that the user wrote in it', () => {
    const [base, theirs] = ['{\n  "a": {\n    "b": 1\n  },\n  "c": 1\n}\n', '{\n  "a": 7,\n  "c": 1\n}\n'];
    const ours = base.replace('"b"', '// mine\n    "b"').replace('"c": 1', '"c": 2');
    expect(cleanText(merge(base, ours, theirs))).toBe('{\n  // mine\n  "a": 7,\n  "c": 2\n}\n');
  });

  test('one key twice cannot be read', () => {
    expect(merge('{"a":1}', '{"a":1,"a":2}', '{"a":2}')).toBeUndefined();
    expect(merge('{"a":{"b":1,"b":1}}', '{}', '{"a":2}')).toBeUndefined();
    expect(merge('{"a":1}', '{"a":1', '{"a":2}')).toBeUndefined();
  });
});

describe('lists', () => {
  test('of scalars merge as sets', () => {
    const ours = '{ "l": ["mine", "a", "c"] }\n';
    expect(cleanText(merge('{"l":["a","b","c"]}', ours, '{"l":["a","n","b"]}'))).toBe('{ "l": ["mine", "a", "n"] }\n');
  });

  test('on one line keep the comments of the user', () => {
    const ours = '{"l": ["a" /* first */, "b" /* mine */, "c" // last\n]}';
    expect(cleanText(merge('{"l":["a","b","c"]}', ours, '{"l":["a","c"]}'))).toBe(
      '{"l": ["a" /* first */, /* mine */ "c" // last\n]}',
    );
    expect(cleanText(merge('{"l":["a","b","c"]}', ours, '{"l":["a"]}'))).toBe(
      '{"l": ["a" /* first */ /* mine */ // last\n]}',
    );
  });

  test('on lines of their own keep the comments of the user', () => {
    const base = '{\n  "l": [\n    "a",\n    "b"\n  ]\n}\n';
    const ours = '{\n  "l": [\n    "a", // mine\n    "b",\n    "z"\n  ]\n}\n';
    expect(cleanText(merge(base, ours, '{\n  "l": [\n    "n",\n    "b",\n    "c"\n  ]\n}\n'))).toBe(
      '{\n  "l": [\n    // mine\n    "n",\n    "b",\n    "c",\n    "z"\n  ]\n}\n',
    );
  });

  test('both added to a list that was not there', () => {
    expect(cleanText(merge('{}', '{"l":["a"]}', '{"l":["a","b"]}'))).toBe('{"l":["a","b"]}');
  });

  test('an order that only theirs changed arrives', () => {
    expect(cleanText(merge('{"l":["a","b"]}', '{"l":["a","b"],"m":1}', '{"l":["b","a"]}'))).toBe(
      '{"l":["b","a"],"m":1}',
    );
  });

  test('with the same item twice, or with objects: whole, or a conflict', () => {
    expect(cleanText(merge('{"l":[1,1]}', '{"l":[1,1],"m":1}', '{"l":[1,1,2]}'))).toBe('{"l":[1,1,2],"m":1}');
    expect(cleanText(merge('{"l":[{}]}', '{"l":[{"a":1}]}', '{"l":[{}],"m":1}'))).toBe('{"l":[{"a":1}],"m":1}');
    expect(conflictOf(merge('{"l":[{}]}', '{"l":[{"a":1}]}', '{"l":[{"a":2}]}')).reasons).toEqual([
      'Both sides changed l.',
    ]);
    expect(conflictOf(merge('{"l":[1,1]}', '{"l":[1,1,2]}', '{"l":[1,1,3]}')).reasons).toHaveLength(1);
  });
});

describe('a conflict', () => {
  test('leaves three texts that differ in the values that clash alone', () => {
    const base = '{\n  "a": 1,\n  "b": 1,\n  "c": 1,\n  "d": 1\n}\n';
    const ours = '{\n    "a": 2, // mine\n    "b": 1,\n    "c": 2,\n    "d": 1\n}';
    const theirs = '{\n  "a": 3,\n  "b": 3,\n  "c": 1,\n  "d": 1,\n  "e": "new"\n}\n';
    const text = (a: number) => `{\n    "a": ${a}, // mine\n    "b": 3,\n    "c": 2,\n    "d": 1,\n    "e": "new"\n}`;
    expect(merge(base, ours, theirs)).toEqual({
      kind: 'conflict',
      base: text(1),
      ours: text(2),
      theirs: text(3),
      reasons: ["Both sides changed a: yours is 2, the template's is 3."],
      notes: [],
    });
  });

  test('over a key that both added is not in the base', () => {
    expect(merge('{"z":0}', '{"z":0,"a":{"b":1}}', '{"z":0,"a":{"b":2}}')).toMatchObject({
      base: '{"z":0,"a":{}}',
      reasons: ["Both sides changed a.b: yours is 1, the template's is 2."],
    });
    expect(merge('{}', '{"a":1}', '{"a":[]}')).toMatchObject({ base: '{}', ours: '{"a":1}', theirs: '{"a":[]}' });
  });

  test('over a key in an object that the base has as a list', () => {
    expect(merge('{"a":[1]}', '{"a":{"1":2}}', '{"a":{"1":3}}')).toMatchObject({
      base: '{"a":{}}',
      theirs: '{"a":{"1":3}}',
    });
  });

  test('over the whole file names the whole file', () => {
    expect(conflictOf(merge('[{}]', '[{"a":1}]', '[{"a":2}]'))).toMatchObject({
      base: '[{}]',
      reasons: ['Both sides changed the whole file.'],
    });
  });
});

describe('a line merge', () => {
  const versions = { base: '{"a":1,"l":["x"]}', ours: '{"a":1,"l":["x","m"]}', theirs: '{"a":2,"l":["x","t"]}' };

  test('means the same in any order of keys and of a set', () => {
    expect(sameMeaningJson('\uFEFF{\r\n"l":["x","t","m"],// c\r\n"a":2}', versions)).toBe(true);
  });

  test('means something else with one value more, less or different', () => {
    expect(sameMeaningJson('{"a":1,"l":["x","t","m"]}', versions)).toBe(false);
    expect(sameMeaningJson('{"a":2,"l":["x","t"]}', versions)).toBe(false);
    expect(sameMeaningJson('{"a":2,"l":["x","x","m"]}', versions)).toBe(false);
    expect(sameMeaningJson('{"a":2,"l":["x","t","m"],"b":1}', versions)).toBe(false);
    expect(sameMeaningJson('{"a":2,"a":2,"l":["x","t","m"]}', versions)).toBe(false);
  });

  test('never means the same as a conflict', () => {
    expect(sameMeaningJson('{"a":2}', { base: '{"a":1}', ours: '{"a":2}', theirs: '{"a":3}' })).toBe(false);
  });
});
