import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

// The smallest module that can talk to DynamoDB: what our functions are compared with.
export const client = new DynamoDBClient({});
