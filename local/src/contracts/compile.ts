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
    withoutRequire(standalone.default(ajv, names)),
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

/** What ajv asks its own package for: how many characters a text has. The module is ESM and has no `require`. */
function withoutRequire(code: string): string {
  return code.replaceAll('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length');
}

function functionName(id: string): string {
  return `validate_${id.replace(/[^a-z0-9]/g, '_')}`;
}
