import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Env, Part } from '../../src/contract/index.ts';

/** What the suite must know of a part to use it as a client does. */
export type Usage = {
  /** The setting that replaces the embedded part. */
  readonly setting: string;
  /** A value of that setting where nobody answers. */
  readonly nowhere: string;
  /** Stores a value under a name, on the part that the settings name. */
  store(env: Env, name: string): Promise<void>;
  /** The names that are stored there. */
  stored(env: Env): Promise<readonly string[]>;
  /** Bytes that begin a request; a client that is killed after them takes nothing down. */
  readonly opening: string;
};

/** What every part promises, on the real one. */
export function describePart(part: Part, { setting, nowhere, store, stored, opening }: Usage): void {
  describe(`the part ${part.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), `${part.name}-`));
    const dataDir = join(folder, 'data');
    afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

    const portOf = (url: string | undefined) => Number(new URL(url ?? '').port);
    const refuses = (url: string | undefined) =>
      new Promise<boolean>((answer) => {
        const socket = connect(portOf(url), '127.0.0.1', () => {
          socket.destroy();
          answer(false);
        });
        socket.once('error', () => answer(true));
      });

    test('says what it is called, and what it does otherwise than the real one', () => {
      expect(part.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(part.title).not.toBe('');
      expect(part.limits.length).toBeGreaterThan(0);
      for (const limit of part.limits) expect(limit).toMatch(/^\S.*\.$/);
    });

    test('keeps what it was told to keep, and a stop leaves no server', async () => {
      const first = await part.start({ dataDir, keep: true, env: {} });
      await first.ready();
      expect(Object.keys(first.env)).toContain(setting);
      await store(first.env, 'kept');
      await first.stop();
      expect(await refuses(first.url)).toBe(true);

      const second = await part.start({ dataDir, keep: true, env: {} });
      await second.ready();
      expect(await stored(second.env)).toContain('kept');
      await second.stop();
    });

    test('without keep it begins empty', async () => {
      const fresh = join(folder, 'fresh');
      const first = await part.start({ dataDir: fresh, keep: false, env: {} });
      await first.ready();
      await store(first.env, 'gone');
      await first.stop();
      const second = await part.start({ dataDir: fresh, keep: false, env: {} });
      await second.ready();
      expect(await stored(second.env)).not.toContain('gone');
      await second.stop();
    });

    test(`${setting} replaces it; where nobody answers there, the start goes through and ready() says so`, async () => {
      const env = { [setting]: nowhere };
      const running = await part.start({ dataDir: join(folder, 'unused'), keep: false, env });
      expect(running.env).toMatchObject(env);
      expect(running.env).not.toHaveProperty('AWS_ACCESS_KEY_ID');
      await expect(running.ready()).rejects.toThrow();
      await running.stop();
    });

    test('listens on this machine alone, and a client that is killed in the middle of a request takes nothing down', async () => {
      const running = await part.start({ dataDir: join(folder, 'killed'), keep: false, env: {} });
      await running.ready();
      expect(running.url).toContain('127.0.0.1');
      const socket = connect(portOf(running.url), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(opening);
      // The server has the request in its hands: it answers, or says that it wants the rest.
      await once(socket, 'data');
      socket.resetAndDestroy();
      await store(running.env, 'after');
      expect(await stored(running.env)).toContain('after');
      await running.stop();
    });

    test.runIf(part.isolate)('what one test has for itself is not there for others, and can be dropped', async () => {
      const running = await part.start({ dataDir: join(folder, 'isolated'), keep: false, env: {} });
      await running.ready();
      const own = await part.isolate?.(running.env);
      const env = { ...running.env, ...own?.env };
      expect(env).not.toEqual(running.env);
      await store(env, 'mine');
      expect(await stored(running.env)).not.toContain('mine');
      await own?.drop();
      await running.stop();
    });
  });
}
