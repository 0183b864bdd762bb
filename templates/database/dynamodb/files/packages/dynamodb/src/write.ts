import {
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

type Action<Input> = Omit<Input, 'TableName' | 'ReturnValues'>;

/** One write: a fence makes a transaction of it, so it is what a transaction can carry, and answers nothing. */
export type Write =
  | { readonly Put: Action<PutItemCommandInput> }
  | { readonly Update: Action<UpdateItemCommandInput> & Required<Pick<UpdateItemCommandInput, 'UpdateExpression'>> };

/** Decides whether this region may write. Each answer to failover brings its own. */
export type Fence = {
  /** Writes in one transaction with the question whether this region may. Throws `FencedError` when it may not. */
  write(client: DynamoDBClient, table: string, write: Write): Promise<void>;
};

/** Sends one write, past any fence. */
export async function writeOne(client: DynamoDBClient, TableName: string, write: Write): Promise<void> {
  if ('Put' in write) await client.send(new PutItemCommand({ TableName, ...write.Put }));
  else await client.send(new UpdateItemCommand({ TableName, ...write.Update }));
}
