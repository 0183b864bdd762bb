import type { AnySchemaObject } from 'ajv';
import { compile } from 'json-schema-to-typescript-lite';
import { commentAt, readonlyType } from './readonly-type.ts';
import { readDeclarations, type WrittenType } from './written-type.ts';

/** The type of a contract's data, written at an indent, and the named types that it refers to. */
export type TypeOf = { readonly data: string; readonly named: readonly string[] };

/**
 * Makes the TypeScript type of a contract from the result of {@link typedSchema}. Types from `$defs` are named after
 * the event and their own name, so that names of two events never clash.
 */
export async function typeOf(id: string, schema: AnySchemaObject, indent: string): Promise<TypeOf> {
  const root = pascalCase(id);
  const text = await compile(schema, root, {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
  const declared = readDeclarations(text);
  const names = new Map(declared.map(({ name }) => [name, name === root ? root : `${root}${name}`]));
  const named = declared
    .filter(({ name }) => name !== root)
    .map(({ comment, name, type }) => {
      const said = comment === undefined ? '' : `${commentAt(comment, '')}\n`;
      return `${said}export type ${names.get(name)} = ${readonlyType(renamed(type, names))};\n`;
    });
  const own = declared.find(({ name }) => name === root);
  if (!own) throw new Error(`${id}: no type was made of it.`);
  const data = renamed(own.type, names);
  // A schema that refers to itself must be a named type.
  const circle = [...declared.map(({ type }) => type)].some((type) => mentions(type, root));
  if (!circle) return { data: readonlyType(data, indent), named };
  return { data: root, named: [...named, `export type ${root} = ${readonlyType(data)};\n`] };
}

/** `shop.order.shipped.v1` as `ShopOrderShippedV1`. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function renamed(type: WrittenType, names: ReadonlyMap<string, string>): WrittenType {
  switch (type.kind) {
    case 'word':
      return { ...type, text: names.get(type.text) ?? type.text };
    case 'array':
      return { ...type, of: renamed(type.of, names) };
    case 'tuple':
      return { ...type, items: type.items.map((item) => ({ ...item, type: renamed(item.type, names) })) };
    case 'among':
      return { ...type, parts: type.parts.map((part) => renamed(part, names)) };
    case 'object':
      return { ...type, members: type.members.map((one) => ({ ...one, type: renamed(one.type, names) })) };
  }
}

function mentions(type: WrittenType, name: string): boolean {
  switch (type.kind) {
    case 'word':
      return type.text === name;
    case 'array':
      return mentions(type.of, name);
    case 'tuple':
      return type.items.some((item) => mentions(item.type, name));
    case 'among':
      return type.parts.some((part) => mentions(part, name));
    case 'object':
      return type.members.some((member) => mentions(member.type, name));
  }
}
