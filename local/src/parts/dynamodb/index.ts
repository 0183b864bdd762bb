export { dynamodbPart } from './part.ts';
