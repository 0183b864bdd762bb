import type { CallHandler, ConnectedFunction, Connection, ConnectOptions, StreamTrigger } from '../contract/index.ts';
import { loadProvider } from '../slots.ts';

/** A handler that is not a function of the repo, and its settings for the stream. */
export type Consumer = {
  readonly name: string;
  /** The handler in the form that the provider's functions export. */
  readonly handler: unknown;
  readonly trigger: Omit<StreamTrigger, 'type'>;
  /** Settings that only one provider has, in a block with its name. */
  readonly [provider: string]: unknown;
};

const timeoutSeconds = 60;
const memoryMb = 128;

/** Connects a handler in this process to a stream, with the provider's event shapes and retry rules. */
export async function connectConsumer(
  { name, handler, trigger, ...blocks }: Consumer,
  options: Pick<ConnectOptions, 'env' | 'dataDir'>,
): Promise<Connection> {
  const provider = await loadProvider();
  const { callHandler } = (await import(/* @vite-ignore */ provider.caller)) as { callHandler: CallHandler };
  const definition: ConnectedFunction = {
    ...blocks,
    name,
    entry: '',
    handler: '',
    trigger: { type: 'stream', ...trigger },
    lane: 'background',
    memoryMb,
    timeoutSeconds,
    owner: '',
    alarm: '',
    runbook: '',
  };
  const deadline = () => Date.now() + timeoutSeconds * 1000;
  const invoke = (event: unknown) =>
    callHandler(handler, event, { functionName: name, memoryMb, deadline: deadline() });
  return provider.connect(definition, invoke, { ...options, port: 0 });
}
