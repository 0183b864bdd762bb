import { randomBytes } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { createClient, type Env } from './client.ts';

/** Names a table of its own for one test file, on the server that `DYNAMODB_ENDPOINT` names. */
export async function isolate(env: Env): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const own = { TABLE_NAME: `test-${randomBytes(6).toString('hex')}` };
  return {
    env: own,
    async drop() {
      const { client, name } = createClient({ ...env, ...own });
      try {
        await client.send(new DeleteTableCommand({ TableName: name }));
      } catch (error) {
        // A test that failed early never had its table.
        if ((error as { name?: string }).name !== 'ResourceNotFoundException') throw error;
      } finally {
        client.destroy();
      }
    },
  };
}
