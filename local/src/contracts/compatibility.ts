type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/**
 * What a new version of a schema would break, as sentences: consumers with the new schema must still read events that
 * are on the stream, and consumers with the old one must read new events. Compatible is: another optional field.
 */
export function breaks(released: Schema, today: Schema, at = 'data'): string[] {
  const found: string[] = [];
  for (const rule of ['type', 'const', 'pattern', 'minimum', 'minItems'] as const) {
    if (released[rule] !== today[rule]) found.push(`${at}: ${rule} changed`);
  }
  for (const name of today.required ?? []) {
    if (!released.required?.includes(name)) found.push(`${at}.${name} is newly required: older events do not have it`);
  }
  for (const name of released.required ?? []) {
    if (!today.required?.includes(name)) found.push(`${at}.${name} is no longer required: older consumers rely on it`);
  }
  for (const [name, old] of Object.entries(released.properties ?? {})) {
    const now = today.properties?.[name];
    if (now) found.push(...breaks(old, now, `${at}.${name}`));
    else found.push(`${at}.${name} was removed`);
  }
  if (released.items && today.items) found.push(...breaks(released.items, today.items, `${at}[]`));
  return found;
}
