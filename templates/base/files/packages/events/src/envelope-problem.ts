import { type CloudEvent, unusableKey } from '@app/core';
import { validate_cloudevent } from './contracts.generated.ts';
import { problemOf } from './validation.ts';

/** Attributes that become keys: of a record, of a document, of an effect. A schema counts characters, and a database bytes. */
const keys = ['id', 'subject', 'partitionkey'] as const;

/** Why a value is no CloudEvent, whatever its type and its data; `undefined` when it is one. */
export function envelopeProblem(value: unknown): string | undefined {
  const problem = problemOf(validate_cloudevent, value);
  if (problem !== undefined) return problem;
  for (const key of keys) {
    const unusable = unusableKey((value as CloudEvent)[key]);
    if (unusable !== undefined) return `/${key} ${unusable}`;
  }
  return undefined;
}
