import { pathToFileURL } from 'node:url';
import type { CallHandler } from '../contract/index.ts';
import type { Answer, Call } from './messages.ts';

// The process of one function instance: it loads the handler once, then takes one call after the other.
const [entry = '', handlerName = '', caller = ''] = process.argv.slice(2);
const answer = (message: Answer) => void process.send?.(message);

// Ctrl-C reaches every process of a terminal; the parent says when it is over.
process.on('SIGINT', () => {});
process.channel?.ref();

try {
  const { callHandler } = (await import(caller)) as { callHandler: CallHandler };
  const handler: unknown = (await import(pathToFileURL(entry).href))[handlerName];
  process.on('message', ({ event, invocation }: Call) => {
    callHandler(handler, event, invocation)
      // What cannot be written as JSON does not leave a function.
      .then(
        (value): Answer => ({ kind: 'value', value: value === undefined ? null : JSON.parse(JSON.stringify(value)) }),
      )
      .catch((error): Answer => ({ kind: 'error', error: plain(error) }))
      .then(answer);
  });
  answer({ kind: 'ready' });
} catch (error) {
  process.send?.({ kind: 'error', error: plain(error) } satisfies Answer, undefined, undefined, () => process.exit(1));
}

function plain(error: unknown) {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, ...(stack && { stack }) };
}
