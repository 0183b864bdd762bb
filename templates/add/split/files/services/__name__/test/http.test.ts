import { describeShopHttp } from '@app/contracts';
import { type OwnRouter, startOwnRouter } from '@app/features/own-router';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A path that both sides answer without any data.
const path = '{{path}}'.replaceAll(/:\w+/g, 'unknown');

describe.each([['legacy', 'shop'] as const, ['new', '{{name}}'] as const])(
  'the shop with this route at %s',
  (mode, by) => {
    let workshop: Awaited<ReturnType<typeof startWorkshop>>;
    let router: OwnRouter;

    beforeAll(async () => {
      workshop = await startWorkshop({ functions: ['shop', '{{name}}'] });
      router = await startOwnRouter(workshop.env, workshop.urls);
      router.set('{{name}}', mode);
    });
    afterAll(async () => {
      await router?.stop();
      await workshop?.stop();
    });

    // The suite that held before the module was split off, from the same file.
    describeShopHttp(() => router.url);

    test(`${by} answers the route`, async () => {
      const { headers, status } = await fetch(`${router.url}${path}`);
      expect(headers.get('x-served-by')).toBe(by);
      expect(status).toBeLessThan(500);
    });

    test('both sides answer alike', async () => {
      const answers = await Promise.all(
        ['shop', '{{name}}'].map(async (name) => {
          const response = await fetch(`${workshop.urls[name]}${path}`);
          return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
        }),
      );
      expect(answers[1]).toEqual(answers[0]);
    });
  },
);
