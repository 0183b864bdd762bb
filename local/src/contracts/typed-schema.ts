import type { AnySchemaObject } from 'ajv';

type Schema = boolean | AnySchemaObject;

/** Keywords whose value is one schema. Below: a list of schemas, and an object of schemas by name. */
const ofOne = ['items', 'additionalItems', 'additionalProperties', 'not', 'contains', 'if', 'then', 'else'];
const ofList = ['oneOf', 'anyOf', 'allOf', 'items'];
const byName = ['properties', 'patternProperties', '$defs', 'definitions'];

/** Keywords that have no effect on a type. The type maker would turn them into names or comments. */
const silent = ['title', '$id', '$schema', '$comment', 'minItems', 'maxItems', 'examples', 'default'];

/**
 * Rewrites a contract's schema for the type maker: `nullable` becomes a type, and titles are removed because they would
 * become names. Throws for a `$ref` that leads out of the schema, and names it.
 */
export function typedSchema({ $id, ...schema }: AnySchemaObject & { readonly $id: string }): AnySchemaObject {
  return typed(schema, $id) as AnySchemaObject;
}

function typed(schema: Schema, id: string): Schema {
  if (typeof schema === 'boolean') return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !silent.includes(keyword));
  const all: AnySchemaObject = Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, inside(keyword, value, id)]),
  );
  const { nullable, $ref, ...others } = all;
  if ($ref !== undefined) return reference($ref, others, id);
  if (others.type === 'object' && isOpen(others)) others.additionalProperties = true;
  if (nullable !== true) return others;
  if (others.enum) return { ...others, enum: [...new Set([...others.enum, null])] };
  return { ...others, type: [...new Set([others.type, 'null'].flat())] };
}

/** Whether an object has no rules for its properties and may hold anything. */
function isOpen(schema: AnySchemaObject): boolean {
  return ['properties', 'patternProperties', 'additionalProperties', 'oneOf', 'anyOf', 'allOf'].every(
    (keyword) => schema[keyword] === undefined,
  );
}

function inside(keyword: string, value: unknown, id: string): unknown {
  if (ofList.includes(keyword) && Array.isArray(value)) return value.map((one) => typed(one, id));
  if (ofOne.includes(keyword)) return typed(value as Schema, id);
  if (!byName.includes(keyword)) return value;
  return Object.fromEntries(Object.entries(value as Record<string, Schema>).map(([key, one]) => [key, typed(one, id)]));
}

/** Keywords beside a `$ref` apply too. The description belongs to this place and not to the target. */
function reference($ref: unknown, others: AnySchemaObject, id: string): AnySchemaObject {
  if (typeof $ref !== 'string' || !$ref.startsWith('#')) {
    throw new Error(`${id}: the $ref ${JSON.stringify($ref)} leads out of the schema; one to "#/$defs/…" stays in it.`);
  }
  const { description, ...more } = others;
  if (Object.keys(others).length === 0) return { $ref };
  const beside = Object.keys(more).length === 0 ? [] : [more];
  return { ...(description !== undefined && { description }), allOf: [{ $ref }, ...beside] };
}
