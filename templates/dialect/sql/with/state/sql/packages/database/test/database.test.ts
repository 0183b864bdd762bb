import { describeDocuments, describeEffects } from '@app/contracts';
import { startWorkshop } from 'serverless-workshop/testing';
import { openDatabase } from '../src/index.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const database = await openDatabase({ ...workshop.env, DATABASE_POOL: '4' });
  return {
    ...database,
    async close() {
      await database.close();
      await workshop.stop();
    },
  };
}

describeEffects('SQL', open);
describeDocuments('SQL', open);
