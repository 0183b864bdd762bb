import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileContracts } from '../../src/contracts/compile.ts';

const events = fileURLToPath(new URL('../../../templates/base/files/packages/events/', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contracts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const type = 'shop.order.shipped.v1';

/** Everything that JSON Schema has for data. */
const rich = {
  $id: type,
  title: 'An order was shipped.',
  type: 'object',
  required: ['id', 'carrier', 'state', 'price'],
  properties: {
    id: { type: 'string', format: 'uuid', description: 'The order */ not the parcel.', minLength: 1 },
    carrier: { enum: ['dhl', 'ups', 3, null] },
    state: { const: 'shipped' },
    note: { type: ['string', 'null'], description: 'What the customer wrote.\nAs it is.' },
    gift: { type: 'string', nullable: true },
    price: { $ref: '#/$defs/money', description: 'With the shipping.' },
    parts: { type: 'array', minItems: 1, uniqueItems: true, items: { $ref: '#/$defs/money' } },
    to: {
      oneOf: [
        { type: 'object', required: ['shop'], properties: { shop: { type: 'string' } } },
        { type: 'object', required: ['street'], properties: { street: { type: 'string' } } },
      ],
    },
    either: { anyOf: [{ type: 'array', items: { type: ['string', 'number'] } }, { type: 'boolean' }] },
    box: { $ref: '#/$defs/box' },
    sizes: { type: 'array', items: { enum: ['s', 'm'] } },
    grid: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    pair: {
      type: 'array',
      items: [{ type: 'string' }, { type: 'number' }],
      minItems: 2,
      maxItems: 2,
      additionalItems: false,
    },
    labels: { type: 'object', additionalProperties: { type: 'number' } },
    anything: { type: 'object' },
    'odd-name': { type: 'boolean', title: 'No name for a type' },
    at: { type: 'string', format: 'date-time' },
    both: { allOf: [{ $ref: '#/$defs/money' }, { type: 'object', properties: { tax: { type: 'number' } } }] },
  },
  $defs: {
    money: {
      type: 'object',
      title: 'An amount',
      required: ['amount'],
      properties: { amount: { type: 'integer', description: 'In cents.' }, currency: { type: 'string' } },
    },
    box: { type: 'object', properties: { inside: { type: 'array', items: { $ref: '#/$defs/box' } } } },
  },
};

async function compiled(...schemas: readonly { readonly $id: string }[]): Promise<string> {
  for (const schema of schemas) writeFileSync(join(folder, `${schema.$id}.schema.json`), JSON.stringify(schema));
  return compileContracts(folder);
}

test('what the template keeps is what its schemas become, byte for byte: a repo that updates has nothing to merge', async () => {
  expect(await compileContracts(join(events, 'schemas'))).toBe(
    readFileSync(join(events, 'src/contracts.generated.ts'), 'utf8'),
  );
});

test('all of JSON Schema becomes a type: readonly, with descriptions, and what $defs hold has a name of its own', async () => {
  const text = await compiled(rich);
  const types = text.slice(text.indexOf('export type ShopOrder'), text.indexOf('/** The validator of'));
  expect(types).toBe(`export type ShopOrderShippedV1Money = {
  /** In cents. */
  readonly amount: number;
  readonly currency?: string;
};

export type ShopOrderShippedV1Box = {
  readonly inside?: readonly ShopOrderShippedV1Box[];
};

/** What each event type carries. */
export type EventData = {
  /** An order was shipped. */
  readonly 'shop.order.shipped.v1': {
    /** The order * / not the parcel. */
    readonly id: string;
    readonly carrier: "dhl" | "ups" | 3 | null;
    readonly state: "shipped";
    /**
     * What the customer wrote.
     * As it is.
     */
    readonly note?: string | null;
    readonly gift?: string | null;
    /** With the shipping. */
    readonly price: ShopOrderShippedV1Money;
    readonly parts?: readonly ShopOrderShippedV1Money[];
    readonly to?: {
      readonly shop: string;
    } | {
      readonly street: string;
    };
    readonly either?: readonly (string | number)[] | boolean;
    readonly box?: ShopOrderShippedV1Box;
    readonly sizes?: readonly ("s" | "m")[];
    readonly grid?: readonly (readonly number[])[];
    readonly pair?: readonly [string, number];
    readonly labels?: {
      readonly [k: string]: number;
    };
    readonly anything?: {
      readonly [k: string]: unknown;
    };
    readonly "odd-name"?: boolean;
    readonly at?: string;
    readonly both?: ShopOrderShippedV1Money & {
      readonly tax?: number;
    };
  };
};

`);
});

test('the types compile, and take what is valid alone', async () => {
  writeFileSync(join(folder, 'contracts.ts'), await compiled(rich));
  const use = (data: string) => `
    import type { EventData } from './contracts.ts';
    const data: EventData['${type}'] = ${data};
    data.price.amount.toFixed();
    // @ts-expect-error What an event carried is never changed.
    data.price.amount = 1;
    // @ts-expect-error Nor is a list of it.
    data.parts?.push(data.price);
  `;
  const valid = `{ id: '1', carrier: 'ups', state: 'shipped', price: { amount: 1 }, note: null, to: { shop: 'x' }, grid: [[1]], pair: ['a', 1] }`;
  writeFileSync(join(folder, 'use.ts'), use(valid));
  expect(check('use.ts')).toBe('');
  for (const [was, now] of [
    [`'ups'`, `'post'`],
    [`'shipped'`, `'lost'`],
    ['amount: 1', 'cents: 1'],
    ['note: null', 'note: 1'],
    ['[[1]]', '[1]'],
    [`['a', 1]`, `['a']`],
  ] as const) {
    expect(valid).toContain(was);
    writeFileSync(join(folder, 'use.ts'), use(valid.replace(was, now)));
    expect(check('use.ts'), now).toMatch(/error TS/);
  }
});

test('the validators need no package, and find what is wrong', async () => {
  writeFileSync(join(folder, 'contracts.mts'), await compiled(rich));
  expect(readFileSync(join(folder, 'contracts.mts'), 'utf8')).not.toMatch(/\brequire\(|^import /m);
  const { validators } = await load('contracts.mts');
  const validate = validators[type] as (data: unknown) => boolean;
  const valid = {
    id: '0b5f0c4e-8d1c-4e0a-9b1e-2d3c4b5a6978',
    carrier: null,
    state: 'shipped',
    price: { amount: 1 },
    parts: [{ amount: 1 }, { amount: 2 }],
    box: { inside: [{ inside: [] }] },
    gift: null,
    at: '2026-01-31T10:00:00Z',
  };
  expect(validate(valid)).toBe(true);
  for (const wrong of [
    { id: 'no uuid' },
    { carrier: 'post' },
    { state: 'lost' },
    { price: { amount: '1' } },
    { parts: [{ amount: 1 }, { amount: 1 }] },
    { box: { inside: [{ inside: 1 }] } },
    { to: { shop: 'x', street: 'y' } },
    { gift: 1 },
    { at: 'yesterday' },
    { id: '' },
  ])
    expect(validate({ ...valid, ...wrong }), JSON.stringify(wrong)).toBe(false);
});

test('the longest length of a text counts characters', async () => {
  writeFileSync(
    join(folder, 'contracts.mts'),
    await compiled({ $id: 'note.v1', type: 'string', maxLength: 3 } as never),
  );
  const { validators } = await load('contracts.mts');
  expect(['abc', '😀😀😀', 'abcd', '😀😀😀😀'].map((text) => validators['note.v1'](text))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an event that refers to itself, and one that is a choice', async () => {
  const tree = { $id: 'shop.tree.v1', type: 'object', properties: { kids: { type: 'array', items: { $ref: '#' } } } };
  const choice = { $id: 'shop.choice.v1', oneOf: [{ const: 'a' }, { type: 'null' }] };
  const older = {
    $id: 'shop.older.v1',
    type: 'object',
    properties: { size: { $ref: '#/definitions/size' } },
    definitions: { size: { enum: ['s', 'm'] } },
  };
  const text = await compiled(tree, choice, older);
  expect(text).toContain(`export type ShopOlderV1Size = "s" | "m";`);
  expect(text).toContain(`export type ShopTreeV1 = {\n  readonly kids?: readonly ShopTreeV1[];\n};`);
  expect(text).toContain(`readonly 'shop.tree.v1': ShopTreeV1;`);
  expect(text).toContain(`/** shop.choice.v1 */\n  readonly 'shop.choice.v1': "a" | null;`);
});

test.each([
  [
    { $ref: 'https://example.com/money.json' },
    'shop.order.shipped.v1: the $ref "https://example.com/money.json" leads',
  ],
  [{ $ref: 'shop.order.placed.v1#/properties/id' }, '$ref "shop.order.placed.v1#/properties/id" leads'],
  [{ $ref: '#/$defs/nothing' }, "can't resolve reference #/$defs/nothing"],
  [{ type: 'string', format: 'int64' }, 'unknown format "int64"'],
  [{ type: 'string', lenght: 1 }, 'unknown keyword: "lenght"'],
])('%j is refused, and named', async (field, named) => {
  await expect(compiled({ ...rich, properties: { ...rich.properties, field } } as never)).rejects.toThrow(named);
});

function load(file: string) {
  // Its name ends as one of TypeScript does: the validators are JavaScript, and the types are stripped.
  const { transformSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const code = transformSync(readFileSync(join(folder, file), 'utf8'), { loader: 'ts', format: 'esm' }).code;
  writeFileSync(join(folder, 'contracts.mjs'), code);
  return import(pathToFileURL(join(folder, 'contracts.mjs')).href);
}

/** What the compiler says of a file; the generated one says `@ts-nocheck`, as it does in a repo. */
function check(file: string): string {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), createRequire(manifest)('./package.json').bin.tsc);
  const flags = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--module', 'nodenext', '--skipLibCheck'];
  try {
    execFileSync(process.execPath, [tsc, ...flags, file], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}
