import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { CallHandler, Invocation } from '../contract/index.ts';

/**
 * Calls a handler as Lambda does, with a context made for this machine. Answers what the handler returns, and throws
 * what it throws.
 */
export const callHandler: CallHandler = async (handler, event, invocation) => {
  if (typeof handler !== 'function') throw new Error(`${invocation.functionName}: the handler is not a function`);
  return handler(event, contextOf(invocation));
};

function contextOf({ functionName, memoryMb, deadline }: Invocation): Context {
  const callbacks = () => {
    throw new Error('context.done, fail and succeed are gone in current Node runtimes: return a promise');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION ?? 'us-east-1'}:000000000000:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: callbacks,
    fail: callbacks,
    succeed: callbacks,
  };
}
