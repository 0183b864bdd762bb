import type { Json, JsonObject } from '@app/core';
import type { Copy, Escrow, Register } from './copy.ts';
import { deliver, noQuota, type Quota } from './escrow.ts';
import { mergeCopies, PolicyChangedError, receiveCopy } from './merge.ts';
import type { Policy, PolicyTable } from './policy.ts';
import { type CountChange, changeRegister, readRegister, type SetChange } from './register.ts';
import type { At } from './stamp.ts';
import type { TextEngine } from './text.ts';

/** A field with a single writer was to be written outside of its home region. Send the request to `home`. */
export class NotHomeError extends Error {
  override readonly name = 'NotHomeError';
  readonly home: string;

  constructor(region: string, home: string) {
    super(`This document is written in ${home}, and this is ${region}. Send the request to ${home}.`);
    this.home = home;
  }
}

type PolicyOf<Table, Name> = Name extends keyof Table
  ? Table[Name] extends { readonly policy: infer P }
    ? P
    : never
  : never;
type Under<Table, P> = { [Name in keyof Table]: PolicyOf<Table, Name> extends P ? Name : never }[keyof Table];
type ChangeOf<Value, P> = P extends 'set' ? SetChange : P extends 'counter' ? CountChange : Value;

/** What an edit may say of each field. Stock is not edited: see `quotaOf`. */
export type Changes<Document, Table> = {
  readonly [Name in Exclude<keyof Document, Under<Table, 'escrow'>>]?: ChangeOf<Document[Name], PolicyOf<Table, Name>>;
};

/** The regions that write, and what edits texts: needed where a field is `text`. */
export type Setting<Table> = { readonly regions: readonly string[] } & (Under<Table, 'text'> extends never
  ? { readonly text?: TextEngine }
  : { readonly text: TextEngine });

/** What one can do with the copies of a document. Nothing here stores: each function answers the copy to store. */
export type Replicated<Document, Table> = {
  /** The first copy. The region that makes it is the document's home. */
  create(document: Document, at: At): Copy;
  /** The document as this copy knows it. */
  read(copy: Copy): Document;
  /** Throws a `NotHomeError` for a field that another region writes. */
  edit(copy: Copy, changes: Changes<Document, Table>, at: At): Copy;
  /** The quota of a region, to give to `reserve`, `release`, `deliver`, `receive` or `remind`. */
  quotaOf(copy: Copy, field: Under<Table, 'escrow'>, region: string): Quota;
  /** The copy with the quota of its region after such a step. */
  withQuota(copy: Copy, field: Under<Table, 'escrow'>, quota: Quota): Copy;
  /** Makes another region the home. `epoch` must be higher than any before: the late writes of the old home lose against it. */
  takeOver(copy: Copy, home: { readonly region: string; readonly epoch: number }): Copy;
  /** Both copies in one, in any order. */
  merge(a: Copy, b: Copy): Copy;
  /** The same for a copy that came from another region: a `ClockDriftError` refuses stamps of a broken clock. */
  receive(own: Copy, theirs: Copy, at: At): Copy;
};

/** The copies of documents with this table. */
export function replicated<Document, Table extends PolicyTable<Document>>(
  table: Table,
  { regions, text }: Setting<Table>,
): Replicated<Document, Table> {
  const policies = new Map(
    Object.entries(table as Record<string, { readonly policy: Policy }>).map(([name, { policy }]) => [name, policy]),
  );

  const quotaOf = (copy: Copy, field: string, region: string): Quota =>
    escrowOf(copy, field).quotas[region] ?? noQuota(region, regions);

  const withQuota = (copy: Copy, field: string, quota: Quota): Copy => {
    const quotas = { ...escrowOf(copy, field).quotas, [quota.region]: quota };
    return withField(copy, field, { policy: 'escrow', quotas });
  };

  const edit = (copy: Copy, changes: object, at: At): Copy => {
    const own: Record<string, Json> = {};
    let next = copy;
    for (const [name, change] of Object.entries(changes)) {
      const policy = policies.get(name);
      if (policy === undefined) throw new TypeError(`The field ${name} has no policy. Give it a line in policies.ts.`);
      if (change === undefined) continue;
      if (policy === 'single-writer') {
        own[name] = change;
        continue;
      }
      const seen = next.fields[name];
      if (seen && seen.policy !== policy) throw new PolicyChangedError(name, seen.policy, policy);
      next = withField(next, name, changeRegister(policy, seen, change, at, text));
    }
    if (Object.keys(own).length === 0) return next;
    const { home } = copy;
    if (home.region !== at.region) throw new NotHomeError(at.region, home.region);
    return { ...next, home: { ...home, version: home.version + 1, fields: { ...home.fields, ...own } } };
  };

  return {
    create(document, at) {
      // The shares of the other regions are gifts: the next `remind` sends them.
      const empty: Copy = { home: { region: at.region, epoch: 0, version: 0, fields: {} }, fields: {} };
      const all = Object.entries(document as JsonObject);
      const stock = all.filter(([name]) => policies.get(name) === 'escrow');
      const rest = all.filter(([name]) => policies.get(name) !== 'escrow');
      const first = edit(empty, Object.fromEntries(rest.map(([name, value]) => [name, asChange(name, value)])), at);
      return stock.reduce((copy, [name, units]) => {
        const none = quotaOf(copy, name, at.region);
        return withQuota(copy, name, units === 0 ? none : deliver(none, Number(units)).quota);
      }, first);
    },
    read(copy) {
      const values = Object.entries(copy.fields).map(
        ([name, register]) => [name, readRegister(register, text)] as const,
      );
      const known = values.filter(([, value]) => value !== undefined);
      return { ...copy.home.fields, ...Object.fromEntries(known) } as Document;
    },
    edit,
    quotaOf: (copy, field, region) => quotaOf(copy, String(field), region),
    withQuota: (copy, field, quota) => withQuota(copy, String(field), quota),
    takeOver(copy, { region, epoch }) {
      const { home } = copy;
      if (epoch > home.epoch) return { ...copy, home: { ...home, region, epoch, version: home.version + 1 } };
      throw new RangeError(`The epoch of a new home must be higher than ${home.epoch}, not ${epoch}.`);
    },
    merge: (a, b) => mergeCopies(a, b, text),
    receive: (own, theirs, at) => receiveCopy(own, theirs, at, text),
  };

  function asChange(name: string, value: Json): unknown {
    const policy = policies.get(name);
    if (policy === 'set') return { add: value };
    return policy === 'counter' ? { by: value } : value;
  }
}

function escrowOf(copy: Copy, field: string): Escrow {
  const register = copy.fields[field];
  return register?.policy === 'escrow' ? register : { policy: 'escrow', quotas: {} };
}

function withField(copy: Copy, name: string, register: Register): Copy {
  return { ...copy, fields: { ...copy.fields, [name]: register } };
}
