import { validate_cloudevent } from './contracts.generated.ts';
import { problemOf } from './validation.ts';

/** Why a value is no CloudEvent, whatever its type and its data; `undefined` when it is one. */
export function envelopeProblem(value: unknown): string | undefined {
  return problemOf(validate_cloudevent, value);
}
