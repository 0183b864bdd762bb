import { parse } from '@mermaid-js/parser';
import { expect, test } from 'vitest';
import { nameOf, validCombinations } from '../matrix/combinations.ts';
import { renderCombination } from '../matrix/compose.ts';

test.each(validCombinations.map((combination) => ({ name: nameOf(combination), combination })))(
  'the map of $name has an anchor, hangs together and moves',
  async ({ combination }) => {
    const file = renderCombination(combination).get('docs/map.mmd');
    const map = await parse('wardley', Buffer.from(file?.bytes ?? []).toString('utf8'));
    expect(map.anchors).toHaveLength(1);
    const known = new Set([...map.anchors, ...map.components].map(({ name }) => name));
    const linked = map.links.flatMap(({ from, to }) => [from, to]);
    expect(linked.filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !linked.includes(name))).toEqual([]);
    expect(map.evolves.length).toBeGreaterThan(0);
    expect(map.evolves.filter(({ component }) => !known.has(component))).toEqual([]);
  },
);
