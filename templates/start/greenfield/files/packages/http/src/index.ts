export { answerError, answerOrThrow } from './answer-error.ts';
export { traceRequests } from './trace-requests.ts';
