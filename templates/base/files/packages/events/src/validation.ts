type Failure = { instancePath: string; message?: string };
type Validator = ((value: unknown) => boolean) & { errors?: readonly Failure[] | null };

/** What a validator found, as one sentence; `undefined` when the value is valid. */
export function problemOf(validate: unknown, value: unknown): string | undefined {
  const check = validate as Validator;
  if (check(value)) return undefined;
  const [first] = check.errors ?? [];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is not valid'}`;
}
