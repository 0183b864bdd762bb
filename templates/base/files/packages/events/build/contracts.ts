import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { drafts, release } from './release.ts';
import { typeOf } from './type-of.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** What the schemas become: one module of validators and types, without a dependency. */
export function compileContracts(): string {
  const schemas = readdirSync(`${folder}schemas`)
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${folder}schemas/${name}`, 'utf8')) as AnySchemaObject & { $id: string });
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

// `npm run contracts [-- release <type>]`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [verb, type = '', ...more] = process.argv.slice(2);
  try {
    if ((verb ?? 'release') !== 'release' || more.length > 0)
      throw new Error('Usage: npm run contracts [-- release <type>]');
    writeFileSync(`${folder}src/contracts.generated.ts`, compileContracts());
    if (verb) release(type);
    const free = drafts();
    if (free.length > 0) {
      console.log(
        `Free to change until "npm run contracts -- release <type>", before the first goes out: ${free.join(', ')}`,
      );
    }
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
