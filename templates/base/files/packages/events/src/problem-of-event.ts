import { type CloudEvent, type Json, printable, problemOfOrder, unstorable, unusableKey } from '@app/core';
import { type EventData, validate_cloudevent, validators } from './contracts.generated.ts';
import type { EventType } from './event-types.ts';

type Failure = { instancePath: string; message?: string };
type Validator = ((value: unknown) => boolean) & { errors?: readonly Failure[] | null };

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

/** What the schema of a type cannot say. Answers the place and what is wrong there; `undefined` when nothing is. */
const rules: { readonly [Type in EventType]?: (data: EventData[Type]) => string | undefined } = {
  'shop.order.placed.v1': problemOfOrder,
};

/** Why a value can be no event of this repo, whoever made it; `undefined` when it is one. */
export function problemOfEvent(value: unknown): string | undefined {
  const problem = envelopeProblem(value);
  if (problem !== undefined) return `not a CloudEvent: ${problem}`;
  const refused = unstorable(value as Json);
  if (refused !== undefined) return `no database keeps it: it holds ${refused}`;
  const { type, data } = value as CloudEvent;
  if (!Object.hasOwn(validators, type)) return `unknown event type ${printable(type, 200)}`;
  return problemOfData(type as EventType, data);
}

function problemOfData<Type extends EventType>(type: Type, data: unknown): string | undefined {
  const wrong = problemOf(validators[type], data) ?? rules[type]?.(data as EventData[Type]);
  return wrong && `not a ${type}: data ${wrong}`;
}

/** What a validator found, as one sentence; `undefined` when the value is valid. */
function problemOf(validate: unknown, value: unknown): string | undefined {
  const check = validate as Validator;
  if (check(value)) return undefined;
  const [first] = check.errors ?? [];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is not valid'}`;
}
