import type { AnySchemaObject } from 'ajv';

/** The TypeScript type of a schema, for the part of JSON Schema that our contracts use. Throws on anything else. */
export function typeOf(schema: AnySchemaObject, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly ${typeOf(schema.items, indent)}[]`;
    case 'object':
      return objectType(schema, indent);
    default:
      throw new Error(
        `No type for ${JSON.stringify(schema)}: contracts may use const, string, boolean, null, integer, number, array and object.`,
      );
  }
}

function objectType(schema: AnySchemaObject, indent: string): string {
  const required: readonly string[] = schema.required ?? [];
  const members = Object.entries(schema.properties as Record<string, AnySchemaObject>).map(
    ([name, of]) => `${indent}  readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(of, `${indent}  `)};`,
  );
  return `{\n${members.join('\n')}\n${indent}}`;
}
