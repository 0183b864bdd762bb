import { randomBytes } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { Env, Isolated } from '../../contract/index.ts';
import { dynamodbClient } from './client.ts';

/** Names a separate table for one test, on the server at `DYNAMODB_ENDPOINT`. */
export async function isolateTable(env: Env): Promise<Isolated> {
  const own = { TABLE_NAME: `test-${randomBytes(6).toString('hex')}` };
  return {
    env: own,
    async drop() {
      const client = dynamodbClient(env);
      try {
        await client.send(new DeleteTableCommand({ TableName: own.TABLE_NAME }));
      } catch (error) {
        // The table does not exist when a test failed before it made one.
        if ((error as { name?: string }).name !== 'ResourceNotFoundException') throw error;
      } finally {
        client.destroy();
      }
    },
  };
}
