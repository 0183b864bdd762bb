import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { typeOf } from './type-of.ts';

/** What the schemas of a folder become: one module of validators and types, without a dependency. Throws on a schema that is not valid, or has a part that no type is made for. */
export function compileContracts(folder: string): string {
  const schemas = readdirSync(folder)
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as AnySchemaObject & { $id: string });
  const ajv = new Ajv({
    schemas,
    code: { source: true, esm: true },
    allErrors: false,
    strict: true,
    strictTypes: false,
  });
  const names = Object.fromEntries(schemas.map(({ $id }) => [functionName($id), $id]));
  const data = schemas.filter(({ $id }) => $id !== 'cloudevent');
  return [
    '// Made by `npm run contracts` from schemas/.',
    '// @ts-nocheck',
    standalone.default(ajv, names),
    '',
    '/** What each event type carries. */',
    'export type EventData = {',
    ...data.map((schema) => `  /** ${schema.title} */\n  readonly '${schema.$id}': ${typeOf(schema, '  ')};`),
    '};',
    '',
    "/** The validator of each event type's data. */",
    'export const validators = {',
    ...data.map(({ $id }) => `  '${$id}': ${functionName($id)},`),
    '};',
    '',
  ].join('\n');
}

function functionName(id: string): string {
  return `validate_${id.replace(/[^a-z0-9]/g, '_')}`;
}
