import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

// The smallest module that can talk to DynamoDB. Our functions are compared with it.
export const client = new DynamoDBClient({});
