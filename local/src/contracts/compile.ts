import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject, type Format } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { fastFormats, fullFormats } from 'ajv-formats/dist/formats.js';
import { typeOf } from './type-of.ts';
import { typedSchema } from './typed-schema.ts';

type Contract = AnySchemaObject & { readonly $id: string };

/**
 * Compiles the schemas of a folder into one module of validators and types that has no dependency. Throws on a schema
 * that is not valid, or that has a part for which no type or no validator without a dependency can be made.
 */
export async function compileContracts(folder: string): Promise<string> {
  const schemas = readdirSync(folder)
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Contract);
  const data = schemas.filter(({ $id }) => $id !== 'cloudevent');
  // Types come first, because their errors explain more.
  const typed = data.map(typedSchema);
  const ajv = new Ajv({
    schemas,
    code: { source: true, esm: true },
    allErrors: false,
    strict: true,
    strictTypes: false,
    formats: formats(),
  });
  const names = Object.fromEntries(schemas.map(({ $id }) => [functionName($id), $id]));
  const validators = withoutRequire(standalone.default(ajv, names));
  const types = await Promise.all(data.map(({ $id }, i) => typeOf($id, typed[i] ?? {}, '  ')));
  return [
    '// Made by `npm run contracts` from schemas/.',
    '// @ts-nocheck',
    validators,
    '',
    ...types.flatMap(({ named }) => named),
    '/** What each event type carries. */',
    'export type EventData = {',
    ...data.map((schema, i) => `  /** ${about(schema)} */\n  readonly '${schema.$id}': ${types[i]?.data};`),
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

function about({ $id, title, description }: Contract): string {
  return String(title ?? description ?? $id)
    .replace(/\s+/g, ' ')
    .replaceAll('*/', '* /');
}

/**
 * The formats that are a regular expression, which a validator can contain; the stricter one when there are two. A
 * format that is a function would need an import.
 */
function formats(): Readonly<Record<string, RegExp | true>> {
  const pattern = (format: Format | undefined): RegExp | true | undefined => {
    if (format === true || format instanceof RegExp) return format;
    const { validate } = typeof format === 'object' ? format : {};
    return validate instanceof RegExp ? validate : undefined;
  };
  const names = Object.keys(fullFormats) as (keyof typeof fullFormats)[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = pattern(fullFormats[name]) ?? pattern(fastFormats[name]);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

/**
 * Two functions that validators import from ajv's package: the number of characters in a text, and whether two values
 * are equal. They are written into the module, because it is ESM and has no `require`.
 */
const inlined: Readonly<Record<string, () => string>> = {
  'ajv/dist/runtime/ucs2length': () => '(text) => [...text].length',
  'ajv/dist/runtime/equal': () => createRequire(import.meta.url)('ajv/dist/runtime/equal').default.toString(),
};

function withoutRequire(code: string): string {
  return code.replace(/require\("([^"]+)"\)(?:\.default)?/g, (_, module: string) => {
    const text = inlined[module];
    if (!text) throw new Error(`A validator of these schemas would import ${module}.`);
    return text();
  });
}
