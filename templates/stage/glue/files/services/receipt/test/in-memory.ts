import {
  type Change,
  type Chat,
  type Documents,
  type Effects,
  type JsonObject,
  type Mailer,
  NotFoundError,
} from '@app/core';

/** Documents and effects that live as long as the test. */
export class MemoryDatabase implements Effects, Documents {
  readonly #keys = new Set<string>();
  readonly #documents = new Map<string, JsonObject>();

  async once(key: string, { collection, id, document }: Change): Promise<'applied' | 'duplicate'> {
    if (this.#keys.has(key)) return 'duplicate';
    this.#keys.add(key);
    await this.put(collection, id, document);
    return 'applied';
  }

  async find(collection: string, id: string): Promise<JsonObject | undefined> {
    return this.#documents.get(`${collection}/${id}`);
  }

  async patch(collection: string, id: string, fields: JsonObject): Promise<void> {
    const document = await this.find(collection, id);
    if (!document) throw new NotFoundError(`${collection}/${id}`);
    await this.put(collection, id, { ...document, ...fields });
  }

  async put(collection: string, id: string, document: JsonObject): Promise<void> {
    this.#documents.set(`${collection}/${id}`, document);
  }

  async list(collection: string, limit: number): Promise<{ id: string; document: JsonObject }[]> {
    return [...this.#documents]
      .filter(([path]) => path.startsWith(`${collection}/`))
      .map(([path, document]) => ({ id: path.slice(collection.length + 1), document }))
      .slice(0, limit);
  }
}

/** Keeps what was sent; fails as often as told. */
export class MemoryMailer implements Mailer {
  readonly sent: { key: string; to: string; text: string }[] = [];
  failures = 0;

  async send(mail: { key: string; to: string; subject: string; text: string }): Promise<void> {
    if (this.failures-- > 0) throw new Error('the mail server is away');
    this.sent.push(mail);
  }
}

/** Keeps what was said; fails as often as told. */
export class MemoryChat implements Chat {
  readonly said: string[] = [];
  failures = 0;

  async say({ text }: { key: string; text: string }): Promise<void> {
    if (this.failures-- > 0) throw new Error('the chat is away');
    this.said.push(text);
  }
}
