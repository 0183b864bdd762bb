type Schema = boolean | { readonly [keyword: string]: unknown };
type Described = Exclude<Schema, boolean>;

/** The complete schemas of two versions. A `$ref` is resolved in them. */
type Versions = { readonly released: Described; readonly today: Described };

/** Keywords that do not decide which data is valid. */
const words = ['$id', '$schema', '$comment', '$defs', 'definitions', 'title', 'description', 'default', 'examples'];
const remarks = [...words, 'deprecated', 'readOnly', 'writeOnly'];

/** Keywords that are also common words. Messages put them in quotes. */
const logic = ['not', 'if', 'then', 'else', 'contains'];

/** Keywords that are compared part by part below. */
const parts = ['required', 'properties', 'items', 'enum', 'type', 'nullable', 'oneOf', 'anyOf', 'allOf', '$ref'];

/**
 * What a new version of a schema would break, as sentences. Consumers with the new schema must still read events that
 * are on the stream, and consumers with the old one must read new events. Only a new optional field is compatible.
 * Every other change is reported with its keyword.
 */
export function breaks(released: Schema, today: Schema, at = 'data'): string[] {
  return compare(released, today, at, { released: described(released), today: described(today) }, new Set());
}

function compare(old: Schema, now: Schema, at: string, roots: Versions, seen: ReadonlySet<string>): string[] {
  const [before, after] = [resolved(old, roots.released), resolved(now, roots.today)];
  if (typeof before === 'string' || typeof after === 'string') {
    return [before, after].flatMap((one) => (typeof one === 'string' ? [`${at}: the $ref ${one} leads nowhere`] : []));
  }
  if (typeof before === 'boolean' || typeof after === 'boolean') {
    return before === after ? [] : [`${at}: it was ${JSON.stringify(before)}, and is ${JSON.stringify(after)}`];
  }
  // A schema that refers to itself is compared only once.
  const pair = `${inOrder(before)} ${inOrder(after)}`;
  if (seen.has(pair)) return [];
  const deeper = new Set([...seen, pair]);
  const go = (one: Schema, other: Schema, where: string) => compare(one, other, where, roots, deeper);
  return [
    ...changedRules(before, after, at, roots),
    ...changedEnum(before, after, at),
    ...changedFields(before, after, at, go),
    ...changedItems(before, after, at, go),
    ...['oneOf', 'anyOf', 'allOf'].flatMap((keyword) => changedChoices(keyword, before, after, at, go)),
  ];
}

/** A schema with its references resolved. A reference that cannot be resolved is returned as text. */
function resolved(schema: Schema, root: Described, steps = 0): Schema | string {
  if (typeof schema === 'boolean' || typeof schema.$ref !== 'string') return schema;
  const { $ref, ...beside } = schema;
  const found = steps < 50 ? pointed(root, $ref as string) : undefined;
  if (found === undefined) return $ref as string;
  const target = resolved(found, root, steps + 1);
  const more = Object.keys(beside).filter((keyword) => !remarks.includes(keyword));
  if (more.length === 0 || typeof target !== 'object') return target;
  // The target and the keywords beside the reference both apply.
  return { allOf: [target, beside] };
}

function pointed(root: Described, ref: string): Schema | undefined {
  if (!ref.startsWith('#')) return undefined;
  const steps = ref.split('/').slice(1);
  const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], root) as
    | Schema
    | undefined;
}

/** Changed rules for a value as a whole. An unknown keyword is compared too, with everything that it refers to. */
function changedRules(old: Described, now: Described, at: string, roots: Versions): string[] {
  const keywords = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (keyword) => !remarks.includes(keyword) && !parts.includes(keyword),
  );
  const rules = keywords.filter((keyword) => {
    const [before, after] = [inOrder(old[keyword]), inOrder(now[keyword])];
    if (before !== after) return true;
    return before?.includes('"$ref"') && inOrder(definitionsOf(roots.released)) !== inOrder(definitionsOf(roots.today));
  });
  const types = inOrder(typesOf(old)) === inOrder(typesOf(now)) ? [] : ['type'];
  return [...types, ...rules].map(
    (keyword) => `${at}: ${logic.includes(keyword) ? `the rule "${keyword}"` : keyword} changed`,
  );
}

/** The types of a value, sorted. `nullable` counts as the type `null`. */
function typesOf({ type, nullable }: Described): string[] | undefined {
  if (type === undefined) return undefined;
  return [...new Set([type, nullable === true ? 'null' : []].flat() as string[])].sort();
}

function changedEnum(old: Described, now: Described, at: string): string[] {
  const [before, after] = [valuesOf(old), valuesOf(now)];
  if (!before || !after) return before === after ? [] : [`${at}: enum changed`];
  const lost = before.filter((value) => !after.includes(value));
  const gained = after.filter((value) => !before.includes(value));
  return [
    ...lost.map((value) => `${at}: enum lost ${value}: older events have it`),
    ...gained.map((value) => `${at}: enum gained ${value}: older consumers refuse it`),
  ];
}

function valuesOf({ enum: values }: Described): string[] | undefined {
  return Array.isArray(values) ? values.map((value) => inOrder(value) ?? '') : undefined;
}

type Go = (old: Schema, now: Schema, at: string) => string[];

function changedFields(old: Described, now: Described, at: string, go: Go): string[] {
  const found: string[] = [];
  const [wasRequired, isRequired] = [namesIn(old.required), namesIn(now.required)];
  for (const name of isRequired)
    if (!wasRequired.includes(name)) found.push(`${at}.${name} is newly required: older events do not have it`);
  for (const name of wasRequired)
    if (!isRequired.includes(name)) found.push(`${at}.${name} is no longer required: older consumers rely on it`);
  const [before, after] = [fieldsOf(old), fieldsOf(now)];
  for (const [name, field] of Object.entries(before)) {
    const today = after[name];
    if (today === undefined) found.push(`${at}.${name} was removed`);
    else found.push(...go(field, today, `${at}.${name}`));
  }
  const open = old.additionalProperties === undefined || old.additionalProperties === true;
  for (const name of Object.keys(after))
    if (!open && before[name] === undefined)
      found.push(`${at}.${name} is new: older consumers refuse fields that they do not know`);
  return found;
}

function changedItems({ items: old }: Described, { items: now }: Described, at: string, go: Go): string[] {
  if (old === undefined || now === undefined) return old === now ? [] : [`${at}: items changed`];
  if (!Array.isArray(old) && !Array.isArray(now)) return go(old as Schema, now as Schema, `${at}[]`);
  return changedChoices('items', { items: old }, { items: now }, at, go);
}

/** Schemas in a list are compared in their order. */
function changedChoices(keyword: string, old: Described, now: Described, at: string, go: Go): string[] {
  const [before, after] = [old[keyword], now[keyword]];
  if (before === undefined && after === undefined) return [];
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length)
    return [`${at}: ${keyword} changed`];
  return before.flatMap((one: Schema, i) => go(one, after[i] as Schema, `${at}.${keyword}[${i}]`));
}

function described(schema: Schema): Described {
  return typeof schema === 'boolean' ? {} : schema;
}

function definitionsOf({ $defs, definitions }: Described): unknown {
  return { $defs, definitions };
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}

function fieldsOf({ properties }: Described): Readonly<Record<string, Schema>> {
  return (properties ?? {}) as Readonly<Record<string, Schema>>;
}

/** A value as text with sorted keys, so that equal values have equal text. */
function inOrder(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
