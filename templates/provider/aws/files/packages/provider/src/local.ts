import { awsFunctions } from 'serverless-workshop/parts/aws';
import { mainStream, streamName } from './open-stream.ts';

export { callHandler, failedRecords, requestDrain } from 'serverless-workshop/parts/aws';

/** Functions with the event shapes and the retry rules of AWS, and a Kinesis server, on this machine. */
export const { parts, provider, prepare, prepareStream, isolate, putRaw } = awsFunctions({
  main: mainStream,
  nameOf: streamName,
});
