/** What `cf.kvs()` of an edge function answers: the key value store that is associated with it. */
export type Kvs = {
  get(key: string, options?: { readonly format?: 'string' | 'json' | 'bytes' }): Promise<unknown>;
  exists(key: string): Promise<boolean>;
  count(): Promise<number>;
};

/** The store over values of this machine. A key that is not there throws `KeyNotFound`, as in the cloud. */
export function kvsOf(values: ReadonlyMap<string, string>): Kvs {
  return {
    async get(key, { format = 'string' } = {}) {
      const value = values.get(key);
      if (value === undefined) throw Object.assign(new Error(`there is no key ${key}`), { name: 'KeyNotFound' });
      if (format === 'json') return JSON.parse(value);
      return format === 'bytes' ? Buffer.from(value) : value;
    },
    exists: async (key) => values.has(key),
    count: async () => values.size,
  };
}
