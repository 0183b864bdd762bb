import { expect, test } from 'vitest';
import { mergeJson, sameMeaningJson } from '../../../src/tree/three-way/json.ts';

test('their new key stands after the neighbour it has in theirs', () => {
  const base = '{\n  "name": "x",\n  "type": "module"\n}\n';
  const ours = '{\n\t"name": "mine",\n\t"type": "module"\n}';
  const theirs = '{\n  "name": "x",\n  "files": [\n    "dist"\n  ],\n  "type": "module"\n}\n';
  expect(mergeJson({ base, ours, theirs })).toEqual({
    kind: 'clean',
    text: '{\n\t"name": "mine",\n\t"files": [\n\t\t"dist"\n\t],\n\t"type": "module"\n}',
    notes: [],
  });
  expect(sameMeaningJson('{"files":["dist"],"name":"mine","type":"module"}', { base, ours, theirs })).toBe(true);
});
