import type { Documents } from '@app/core';
import { limits, mostTenants } from './limits.ts';

const name = '{{name}}';

/** Where the code of tenants is kept, and what it answers: by tenant and subject. */
export const collections = { code: `${name}-code`, answers: `${name}-answers` } as const;

/** The code of one tenant. */
export type TenantCode = { readonly tenant: string; readonly source: string };

/**
 * Keeps the code of a tenant, in the place of what was there, and switches it on. It is JavaScript with a function `transform(input)` that
 * returns an object. Throws `RangeError` for a name that is none, code that is too long, or one tenant too many.
 */
export async function installCode({ tenant, source }: TenantCode, documents: Documents): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(tenant))
    throw new RangeError(`${JSON.stringify(tenant)} is no name of a tenant.`);
  const bytes = Buffer.byteLength(source);
  if (bytes > limits.sourceBytes)
    throw new RangeError(`The code has ${bytes} bytes; ${limits.sourceBytes} is the most.`);
  const known = await documents.list(collections.code, mostTenants);
  if (known.length === mostTenants && !known.some(({ id }) => id === tenant)) {
    throw new RangeError(`There are ${mostTenants} tenants with code already.`);
  }
  await documents.put(collections.code, tenant, { source, on: true });
}

/** Switches the code of a tenant off; `installCode` switches it on again. Throws `NotFoundError` for a tenant without code. */
export async function switchOff(tenant: string, documents: Documents): Promise<void> {
  await documents.patch(collections.code, tenant, { on: false });
}

/** The code of all tenants that is switched on. */
export async function codeOfTenants(documents: Documents): Promise<TenantCode[]> {
  const all = await documents.list(collections.code, mostTenants);
  return all
    .filter(({ document }) => document.on === true)
    .map(({ id, document }) => ({ tenant: id, source: String(document.source) }));
}
