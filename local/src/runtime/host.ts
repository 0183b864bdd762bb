import { pathToFileURL } from 'node:url';
import type { CallHandler } from '../contract/index.ts';
import type { Answer, Call } from './messages.ts';

// The process of one function instance. It loads the handler once, then takes one call after the other.
const [entry = '', handlerName = '', caller = ''] = process.argv.slice(2);
const answer = (message: Answer) => void process.send?.(message);

// Ctrl-C reaches every process of a terminal. The parent decides when this one ends.
process.on('SIGINT', () => {});
process.channel?.ref();

try {
  const { callHandler } = (await import(caller)) as { callHandler: CallHandler };
  const handler: unknown = (await import(pathToFileURL(entry).href))[handlerName];
  process.on('message', ({ event, invocation }: Call) => {
    callHandler(handler, event, invocation)
      // A function returns only what can be written as JSON.
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
