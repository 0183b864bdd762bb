import { type CloudEvent, type Json, printable, problemOfOrder, unstorable } from '@app/core';
import { type EventData, validators } from './contracts.generated.ts';
import { envelopeProblem } from './envelope-problem.ts';
import type { EventType } from './event-types.ts';
import { problemOf } from './validation.ts';

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
