import type { Json, JsonObject } from '@app/core';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB has it: every value with its type. */
export type Item = Record<string, AttributeValue>;

/** A JSON value with its DynamoDB type. */
export function toValue(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'string') return { S: value };
  if (isList(value)) return { L: value.map(toValue) };
  return { M: toItem(value) };
}

/** A JSON object as an item; members that are `undefined` are left out. */
export function toItem(object: JsonObject): Item {
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, toValue(value)]));
}

/** The JSON object of an item. */
export function fromItem(item: Item): JsonObject {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromValue(value)]));
}

function fromValue(value: AttributeValue): Json {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromValue);
  if (value.M !== undefined) return fromItem(value.M);
  return null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
