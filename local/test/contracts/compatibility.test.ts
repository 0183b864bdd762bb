import { describe, expect, test } from 'vitest';
import { breaks } from '../../src/contracts/compatibility.ts';

const released = {
  title: 'An order was shipped.',
  type: 'object',
  required: ['id', 'price'],
  properties: {
    id: { type: 'string', format: 'uuid', maxLength: 36 },
    carrier: { type: 'string', enum: ['dhl', 'ups'] },
    note: { type: ['string', 'null'] },
    price: { $ref: '#/$defs/money' },
    to: { oneOf: [{ type: 'object', properties: { shop: { type: 'string' } } }, { type: 'null' }] },
    tree: { $ref: '#/$defs/tree' },
    closed: { type: 'object', additionalProperties: false, properties: { a: { type: 'string' } } },
    even: { type: 'number', not: { const: 3 } },
  },
  $defs: {
    money: { type: 'object', required: ['amount'], properties: { amount: { type: 'integer', maximum: 100 } } },
    tree: { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/$defs/tree' } } } },
  },
};

type Schema = typeof released;

/** The released schema, changed. */
// biome-ignore lint/suspicious/noExplicitAny: it is changed in any place.
function changed(change: (schema: Record<string, any>) => void): Schema {
  const copy = structuredClone(released);
  change(copy);
  return copy;
}

const field = (name: string, schema: unknown) =>
  changed(({ properties }) => Object.assign(properties, { [name]: schema }));

test('the same schema breaks nothing, also one that refers to itself', () => {
  expect(breaks(released, structuredClone(released))).toEqual([]);
});

describe('what breaks nothing', () => {
  test.each<[string, Schema]>([
    ['another optional field', field('gift', { type: 'boolean' })],
    [
      'one behind a reference',
      changed(({ $defs }) => Object.assign($defs.money.properties, { tax: { type: 'number' } })),
    ],
    ['one in a choice', changed(({ properties }) => Object.assign(properties.to.oneOf[0].properties, { at: {} }))],
    [
      'words',
      changed((schema) => Object.assign(schema.properties.id, { title: 'The id', description: 'x', examples: [1] })),
    ],
    ['a reference in place of what it names', field('price', released.$defs.money)],
    ['nullable in place of null', field('note', { type: 'string', nullable: true })],
    ['types, values and names in another order', field('carrier', { type: 'string', enum: ['ups', 'dhl'] })],
    ['another name in $defs', JSON.parse(JSON.stringify(released).replaceAll('money', 'amount_of_money'))],
  ])('%s', (_, today) => expect(breaks(released, today)).toEqual([]));
});

describe('what breaks is named', () => {
  test.each<{ today: Schema; named: string }>([
    {
      today: field('carrier', { type: 'string', enum: ['dhl', 'ups', 'post'] }),
      named: 'data.carrier: enum gained "post": older consumers refuse it',
    },
    {
      today: field('carrier', { type: 'string', enum: ['dhl'] }),
      named: 'data.carrier: enum lost "ups": older events have it',
    },
    { today: field('carrier', { type: 'string' }), named: 'data.carrier: enum changed' },
    { today: field('note', { type: 'string' }), named: 'data.note: type changed' },
    { today: field('id', { type: 'string', maxLength: 36 }), named: 'data.id: format changed' },
    { today: field('id', { ...released.properties.id, maxLength: 40 }), named: 'data.id: maxLength changed' },
    {
      today: changed(({ $defs }) => Object.assign($defs.money.properties.amount, { maximum: 9 })),
      named: 'data.price.amount: maximum changed',
    },
    {
      today: changed(({ $defs }) => Object.assign($defs.money, { required: [] })),
      named: 'data.price.amount is no longer required: older consumers rely on it',
    },
    {
      today: changed(({ $defs }) => Object.assign($defs.tree.properties, { kids: { type: 'array' } })),
      named: 'data.tree.kids: items changed',
    },
    { today: field('to', { oneOf: [released.properties.to.oneOf[0]] }), named: 'data.to: oneOf changed' },
    {
      today: field('to', { oneOf: [released.properties.to.oneOf[0], { type: 'string' }] }),
      named: 'data.to.oneOf[1]: type changed',
    },
    {
      today: changed(({ properties }) => Object.assign(properties.closed.properties, { b: {} })),
      named: 'data.closed.b is new: older consumers refuse fields that they do not know',
    },
    {
      today: field('closed', { type: 'object', properties: { a: { type: 'string' } } }),
      named: 'data.closed: additionalProperties changed',
    },
    { today: field('even', { type: 'number', not: { const: 4 } }), named: 'data.even: the rule "not" changed' },
    {
      today: field('even', { type: 'number', not: { const: 3 }, if: { const: 1 } }),
      named: 'data.even: the rule "if" changed',
    },
    { today: field('price', { $ref: '#/$defs/gone' }), named: 'data.price: the $ref #/$defs/gone leads nowhere' },
  ])('$named', ({ today, named }) => {
    expect(breaks(released, today)).toEqual([expect.stringContaining(named)]);
  });

  test('what a rule that is not understood refers to', () => {
    const rule = (amount: number) => ({ not: { $ref: '#/$defs/n' }, $defs: { n: { const: amount } } });
    expect(breaks(rule(1), rule(1))).toEqual([]);
    expect(breaks(rule(1), rule(2))).toEqual(['data: the rule "not" changed']);
  });
});
