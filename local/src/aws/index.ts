export { kinesisPart } from '../parts/kinesis/part.ts';
export { type AwsFunctions, awsFunctions } from './aws-functions.ts';
export { callHandler } from './call-handler.ts';
export { failedRecords } from './failed-records.ts';
export { serveHttp } from './http/serve.ts';
export { requestDrain } from './pump/drain.ts';
export { type StoredRecord, storedRecords } from './stored-records.ts';
export type { StreamNames } from './streams.ts';
