import { describeShopHttp } from '@app/contracts';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe } from 'vitest';

describe('the shop as one function', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;

  beforeAll(async () => {
    workshop = await startWorkshop({ functions: ['shop'] });
  });
  afterAll(() => workshop?.stop());

  describeShopHttp(() => String(workshop.urls.shop));
});
